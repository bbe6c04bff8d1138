-- The agents that the orchestrator manages.
--
-- An agent that is no longer wanted is archived. Deleting its row deletes its prompts and its
-- logs as well.

CREATE TABLE IF NOT EXISTS public.agents (
    id            uuid           NOT NULL DEFAULT gen_random_uuid(),
    name          text           NOT NULL,
    model         text           NOT NULL,
    system_prompt text,
    working_dir   text           NOT NULL,
    git_worktree  text,
    status        text           NOT NULL DEFAULT 'idle',
    session_id    text,
    adw_id        text,
    adw_step      text,
    input_tokens  bigint         NOT NULL DEFAULT 0,
    output_tokens bigint         NOT NULL DEFAULT 0,
    total_cost    numeric(14, 6) NOT NULL DEFAULT 0,
    metadata      jsonb          NOT NULL DEFAULT '{}',
    archived      boolean        NOT NULL DEFAULT false,
    created_at    timestamptz    NOT NULL DEFAULT now(),
    updated_at    timestamptz    NOT NULL DEFAULT now(),

    CONSTRAINT agents_pkey PRIMARY KEY (id),
    CONSTRAINT agents_session_id_key UNIQUE (session_id),
    CONSTRAINT agents_name_check
        CHECK (name = btrim(name) AND name <> ''),
    CONSTRAINT agents_model_check
        CHECK (model <> ''),
    CONSTRAINT agents_working_dir_check
        CHECK (working_dir <> ''),
    CONSTRAINT agents_status_check
        CHECK (status IN ('idle', 'executing', 'waiting', 'blocked', 'complete', 'failed')),
    CONSTRAINT agents_adw_step_check
        CHECK (adw_step IS NULL OR adw_id IS NOT NULL),
    CONSTRAINT agents_tokens_check
        CHECK (input_tokens >= 0 AND output_tokens >= 0),
    CONSTRAINT agents_total_cost_check
        CHECK (total_cost >= 0),
    CONSTRAINT agents_metadata_check
        CHECK (jsonb_typeof(metadata) = 'object')
);

COMMENT ON TABLE public.agents IS
    'Agents managed by the orchestrator.';
COMMENT ON COLUMN public.agents.name IS
    'How the orchestrator addresses the agent; unique among the agents that are not archived.';
COMMENT ON COLUMN public.agents.model IS
    'Model identifier as the provider spells it.';
COMMENT ON COLUMN public.agents.working_dir IS
    'Directory the agent works in.';
COMMENT ON COLUMN public.agents.git_worktree IS
    'Git worktree of the agent when it has one to itself.';
COMMENT ON COLUMN public.agents.status IS
    'idle, executing, waiting (for an answer), blocked (cannot go on by itself), complete or failed.';
COMMENT ON COLUMN public.agents.session_id IS
    'Session of the model provider, to resume the conversation; NULL before the first turn.';
COMMENT ON COLUMN public.agents.adw_id IS
    'AI developer workflow the agent takes part in, if any.';
COMMENT ON COLUMN public.agents.adw_step IS
    'Step of that workflow; needs adw_id.';
COMMENT ON COLUMN public.agents.input_tokens IS
    'Tokens sent to the model since the row was created; see record_agent_usage().';
COMMENT ON COLUMN public.agents.output_tokens IS
    'Tokens received from the model since the row was created; see record_agent_usage().';
COMMENT ON COLUMN public.agents.total_cost IS
    'Cost of all turns in US dollars; see record_agent_usage().';
COMMENT ON COLUMN public.agents.metadata IS
    'Whatever the application wants to keep with the agent; always a JSON object.';
COMMENT ON COLUMN public.agents.archived IS
    'True for an agent that is kept only for its history; its name is free again.';
COMMENT ON COLUMN public.agents.updated_at IS
    'Set by the trigger agents_set_updated_at.';
