-- Indexes beyond those of the primary keys and unique constraints.

-- Every row that is not archived has the same key, so there can be only one.
CREATE UNIQUE INDEX IF NOT EXISTS orchestrator_agents_one_active
    ON public.orchestrator_agents (archived) WHERE NOT archived;
COMMENT ON INDEX public.orchestrator_agents_one_active IS
    'Allows one orchestrator that is not archived.';

CREATE UNIQUE INDEX IF NOT EXISTS agents_active_name_key
    ON public.agents (name) WHERE NOT archived;
COMMENT ON INDEX public.agents_active_name_key IS
    'Allows the name of an archived agent to be used again.';

-- Without updated_at: an index on it would be written at every turn of every agent.
CREATE INDEX IF NOT EXISTS agents_status_idx
    ON public.agents (status) WHERE NOT archived;

CREATE INDEX IF NOT EXISTS agents_adw_id_idx
    ON public.agents (adw_id, adw_step) WHERE adw_id IS NOT NULL;

-- History of an agent; these also serve the foreign keys.
CREATE INDEX IF NOT EXISTS prompts_agent_id_created_at_idx
    ON public.prompts (agent_id, created_at DESC);
CREATE INDEX IF NOT EXISTS agent_logs_agent_id_created_at_idx
    ON public.agent_logs (agent_id, created_at DESC);
CREATE INDEX IF NOT EXISTS system_logs_agent_id_created_at_idx
    ON public.system_logs (agent_id, created_at DESC) WHERE agent_id IS NOT NULL;

-- Everything about a task.
CREATE INDEX IF NOT EXISTS prompts_task_slug_idx
    ON public.prompts (task_slug, created_at) WHERE task_slug IS NOT NULL;
CREATE INDEX IF NOT EXISTS agent_logs_task_slug_idx
    ON public.agent_logs (task_slug, created_at) WHERE task_slug IS NOT NULL;

-- The latest events of all agents; delete_logs_before() uses these two as well.
CREATE INDEX IF NOT EXISTS agent_logs_created_at_idx
    ON public.agent_logs (created_at DESC);
CREATE INDEX IF NOT EXISTS system_logs_created_at_idx
    ON public.system_logs (created_at DESC);

-- Work queue of the summariser: few rows, oldest first.
CREATE INDEX IF NOT EXISTS agent_logs_without_summary_idx
    ON public.agent_logs (created_at) WHERE summary IS NULL;

-- Messages that somebody should look at.
CREATE INDEX IF NOT EXISTS system_logs_problems_idx
    ON public.system_logs (created_at DESC) WHERE level IN ('warning', 'error', 'critical');
