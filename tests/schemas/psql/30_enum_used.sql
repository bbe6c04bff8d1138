CREATE TABLE IF NOT EXISTS public.c30 (m public.c29_mood DEFAULT 'happy');
INSERT INTO public.c30 SELECT 'it''s;' WHERE NOT EXISTS (SELECT FROM public.c30);
