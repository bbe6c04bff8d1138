-- Prompts sent to agents, by an engineer or by the orchestrator.

CREATE TABLE IF NOT EXISTS public.prompts (
    id          uuid        NOT NULL DEFAULT gen_random_uuid(),
    agent_id    uuid        NOT NULL,
    session_id  text,
    task_slug   text,
    author      text        NOT NULL,
    prompt_text text        NOT NULL,
    summary     text,
    created_at  timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT prompts_pkey PRIMARY KEY (id),
    CONSTRAINT prompts_agent_id_fkey
        FOREIGN KEY (agent_id) REFERENCES public.agents (id) ON DELETE CASCADE,
    CONSTRAINT prompts_task_slug_check
        CHECK (task_slug ~ '^[a-z0-9]+([-_][a-z0-9]+)*$'),
    CONSTRAINT prompts_author_check
        CHECK (author IN ('engineer', 'orchestrator')),
    CONSTRAINT prompts_prompt_text_check
        CHECK (prompt_text <> '')
);

COMMENT ON TABLE public.prompts IS
    'Every prompt that was sent to an agent.';
COMMENT ON COLUMN public.prompts.session_id IS
    'Session the prompt was sent in; agents.session_id holds only the latest one.';
COMMENT ON COLUMN public.prompts.task_slug IS
    'Short name of the task, lower case with dashes; the prompt''s log entries carry it too.';
COMMENT ON COLUMN public.prompts.author IS
    'Who wrote the prompt: engineer or orchestrator.';
COMMENT ON COLUMN public.prompts.summary IS
    'One sentence for lists; NULL until it has been written.';
