-- The orchestrator: the one agent that creates, prompts and stops all others.
--
-- At most one row is active at a time; earlier orchestrators stay as archived rows. The index
-- orchestrator_agents_one_active in 5_indexes.sql enforces it.

CREATE TABLE IF NOT EXISTS public.orchestrator_agents (
    id            uuid           NOT NULL DEFAULT gen_random_uuid(),
    session_id    text,
    system_prompt text           NOT NULL,
    status        text           NOT NULL DEFAULT 'idle',
    working_dir   text,
    input_tokens  bigint         NOT NULL DEFAULT 0,
    output_tokens bigint         NOT NULL DEFAULT 0,
    total_cost    numeric(14, 6) NOT NULL DEFAULT 0,
    metadata      jsonb          NOT NULL DEFAULT '{}',
    archived      boolean        NOT NULL DEFAULT false,
    created_at    timestamptz    NOT NULL DEFAULT now(),
    updated_at    timestamptz    NOT NULL DEFAULT now(),

    CONSTRAINT orchestrator_agents_pkey PRIMARY KEY (id),
    CONSTRAINT orchestrator_agents_session_id_key UNIQUE (session_id),
    CONSTRAINT orchestrator_agents_status_check
        CHECK (status IN ('idle', 'executing', 'waiting', 'blocked', 'complete', 'failed')),
    CONSTRAINT orchestrator_agents_tokens_check
        CHECK (input_tokens >= 0 AND output_tokens >= 0),
    CONSTRAINT orchestrator_agents_total_cost_check
        CHECK (total_cost >= 0),
    CONSTRAINT orchestrator_agents_metadata_check
        CHECK (jsonb_typeof(metadata) = 'object')
);

COMMENT ON TABLE public.orchestrator_agents IS
    'The agent that manages all others. At most one row is not archived.';
COMMENT ON COLUMN public.orchestrator_agents.session_id IS
    'Session of the model provider, to resume the conversation; NULL before the first turn.';
COMMENT ON COLUMN public.orchestrator_agents.status IS
    'idle, executing, waiting (for an answer), blocked (cannot go on by itself), complete or failed.';
COMMENT ON COLUMN public.orchestrator_agents.input_tokens IS
    'Tokens sent to the model since the row was created.';
COMMENT ON COLUMN public.orchestrator_agents.output_tokens IS
    'Tokens received from the model since the row was created.';
COMMENT ON COLUMN public.orchestrator_agents.total_cost IS
    'Cost of all turns in US dollars.';
COMMENT ON COLUMN public.orchestrator_agents.metadata IS
    'Whatever the application wants to keep with the orchestrator; always a JSON object.';
COMMENT ON COLUMN public.orchestrator_agents.archived IS
    'True for an earlier orchestrator, kept for its history.';
COMMENT ON COLUMN public.orchestrator_agents.updated_at IS
    'Set by the trigger orchestrator_agents_set_updated_at.';
