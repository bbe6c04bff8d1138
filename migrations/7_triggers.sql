-- Triggers. An UPDATE that changes nothing leaves updated_at alone.

DROP TRIGGER IF EXISTS orchestrator_agents_set_updated_at ON public.orchestrator_agents;
CREATE TRIGGER orchestrator_agents_set_updated_at
    BEFORE UPDATE ON public.orchestrator_agents
    FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION public.set_updated_at();

DROP TRIGGER IF EXISTS agents_set_updated_at ON public.agents;
CREATE TRIGGER agents_set_updated_at
    BEFORE UPDATE ON public.agents
    FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION public.set_updated_at();
