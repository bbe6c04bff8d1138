-- Functions. Every name in a body is qualified, so they do not depend on the caller's search_path.

CREATE OR REPLACE FUNCTION public.set_updated_at()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;
COMMENT ON FUNCTION public.set_updated_at() IS
    'Trigger function: stamps updated_at of the row that is written.';

CREATE OR REPLACE FUNCTION public.record_agent_usage(
    p_agent_id      uuid,
    p_input_tokens  bigint,
    p_output_tokens bigint,
    p_cost          numeric
)
RETURNS public.agents
LANGUAGE plpgsql
AS $$
DECLARE
    v_agent public.agents;
BEGIN
    IF least(p_input_tokens, p_output_tokens, p_cost) < 0 THEN
        RAISE EXCEPTION 'usage must not be negative'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;

    UPDATE public.agents
       SET input_tokens  = input_tokens + coalesce(p_input_tokens, 0),
           output_tokens = output_tokens + coalesce(p_output_tokens, 0),
           total_cost    = total_cost + coalesce(p_cost, 0)
     WHERE id = p_agent_id
    RETURNING * INTO v_agent;

    IF NOT FOUND THEN
        RAISE EXCEPTION 'agent % does not exist', p_agent_id
            USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_agent;
END;
$$;
COMMENT ON FUNCTION public.record_agent_usage(uuid, bigint, bigint, numeric) IS
    'Adds the tokens and the cost of one turn to an agent and returns its row. Turns that end at '
    'the same time do not overwrite each other.';

CREATE OR REPLACE FUNCTION public.delete_logs_before(
    p_cutoff             timestamptz,
    OUT agent_log_count  bigint,
    OUT system_log_count bigint
)
LANGUAGE sql
AS $$
    WITH deleted_agent_logs AS (
        DELETE FROM public.agent_logs WHERE created_at < p_cutoff RETURNING id
    ), deleted_system_logs AS (
        DELETE FROM public.system_logs WHERE created_at < p_cutoff RETURNING id
    )
    SELECT (SELECT count(*) FROM deleted_agent_logs),
           (SELECT count(*) FROM deleted_system_logs);
$$;
COMMENT ON FUNCTION public.delete_logs_before(timestamptz) IS
    'Deletes log entries older than the cut-off and returns how many. Prompts are kept.';
