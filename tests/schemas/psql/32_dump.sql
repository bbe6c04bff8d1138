--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

DROP TABLE IF EXISTS public.c32_items;
DROP FUNCTION IF EXISTS public.c32_later();

CREATE FUNCTION public.c32_later() RETURNS integer
    LANGUAGE sql
    AS $$SELECT id FROM public.c32_items LIMIT 1$$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.c32_items (
    id integer NOT NULL,
    name text
);

COPY public.c32_items (id, name) FROM stdin;
1	one
2	\N
\.

ALTER TABLE ONLY public.c32_items
    ADD CONSTRAINT c32_items_pkey PRIMARY KEY (id);
