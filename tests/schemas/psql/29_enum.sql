DO $$ BEGIN CREATE TYPE public.c29_mood AS ENUM ('sad'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
ALTER TYPE public.c29_mood ADD VALUE IF NOT EXISTS 'happy';
ALTER TYPE public.c29_mood ADD VALUE IF NOT EXISTS 'it''s;' BEFORE 'sad';
