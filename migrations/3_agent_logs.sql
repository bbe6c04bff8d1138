-- What agents did: one row an event, in the order of entry_index within a session.

CREATE TABLE IF NOT EXISTS public.agent_logs (
    id             uuid        NOT NULL DEFAULT gen_random_uuid(),
    agent_id       uuid        NOT NULL,
    session_id     text        NOT NULL,
    task_slug      text,
    entry_index    integer     NOT NULL,
    event_category text        NOT NULL,
    event_type     text        NOT NULL,
    content        text,
    payload        jsonb       NOT NULL DEFAULT '{}',
    summary        text,
    created_at     timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT agent_logs_pkey PRIMARY KEY (id),
    CONSTRAINT agent_logs_agent_id_fkey
        FOREIGN KEY (agent_id) REFERENCES public.agents (id) ON DELETE CASCADE,
    CONSTRAINT agent_logs_entry_key UNIQUE (agent_id, session_id, entry_index),
    CONSTRAINT agent_logs_task_slug_check
        CHECK (task_slug ~ '^[a-z0-9]+([-_][a-z0-9]+)*$'),
    CONSTRAINT agent_logs_entry_index_check
        CHECK (entry_index >= 0),
    CONSTRAINT agent_logs_event_category_check
        CHECK (event_category IN ('hook', 'response')),
    CONSTRAINT agent_logs_event_type_check
        CHECK (event_type <> ''),
    CONSTRAINT agent_logs_payload_check
        CHECK (jsonb_typeof(payload) = 'object')
);

COMMENT ON TABLE public.agent_logs IS
    'Events of the agents: hooks that fired and what the model responded.';
COMMENT ON COLUMN public.agent_logs.entry_index IS
    'Position within the session, from 0. Unique, so an event that is delivered twice can be '
    'inserted with ON CONFLICT DO NOTHING.';
COMMENT ON COLUMN public.agent_logs.event_category IS
    'hook: the agent''s runtime called us; response: the model said something.';
COMMENT ON COLUMN public.agent_logs.event_type IS
    'Name within the category, as the runtime spells it: PreToolUse, PostToolUse, text, thinking, ...';
COMMENT ON COLUMN public.agent_logs.content IS
    'Text of the event, when it has one.';
COMMENT ON COLUMN public.agent_logs.payload IS
    'The whole event as it arrived; always a JSON object.';
COMMENT ON COLUMN public.agent_logs.summary IS
    'One sentence for lists; NULL until it has been written.';
