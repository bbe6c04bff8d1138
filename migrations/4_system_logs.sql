-- What the application itself has to say, about an agent or in general.

CREATE TABLE IF NOT EXISTS public.system_logs (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    agent_id   uuid,
    adw_id     text,
    level      text        NOT NULL DEFAULT 'info',
    message    text        NOT NULL,
    summary    text,
    file_path  text,
    metadata   jsonb       NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT system_logs_pkey PRIMARY KEY (id),
    CONSTRAINT system_logs_agent_id_fkey
        FOREIGN KEY (agent_id) REFERENCES public.agents (id) ON DELETE SET NULL,
    CONSTRAINT system_logs_level_check
        CHECK (level IN ('debug', 'info', 'warning', 'error', 'critical')),
    CONSTRAINT system_logs_metadata_check
        CHECK (jsonb_typeof(metadata) = 'object')
);

COMMENT ON TABLE public.system_logs IS
    'Messages of the application itself.';
COMMENT ON COLUMN public.system_logs.agent_id IS
    'Agent the message is about; NULL when it is about none or when the agent has been deleted.';
COMMENT ON COLUMN public.system_logs.adw_id IS
    'AI developer workflow the message is about, if any.';
COMMENT ON COLUMN public.system_logs.level IS
    'debug, info, warning, error or critical.';
COMMENT ON COLUMN public.system_logs.file_path IS
    'File the message is about, if any.';
COMMENT ON COLUMN public.system_logs.metadata IS
    'Details of the message; always a JSON object.';
