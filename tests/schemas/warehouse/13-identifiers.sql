-- Names that need care.
CREATE SCHEMA IF NOT EXISTS "Sales.Archive";

CREATE TABLE IF NOT EXISTS "Sales.Archive"."Order.Line" (
    "Id"          integer NOT NULL,
    "select"      text,
    "two words"   text DEFAULT 'x',
    "a""b"        text,
    "semi;colon"  text,
    "it's"        text,
    "$1"          text,
    cost$eur      core.amount,
    "Ünïcödé"     text,
    名前          text,
    CONSTRAINT "Order.Line.Key" PRIMARY KEY ("Id")
);
CREATE INDEX IF NOT EXISTS "Order.Line;Index" ON "Sales.Archive"."Order.Line" ("a""b", lower("Ünïcödé"));
CREATE INDEX IF NOT EXISTS an_index_with_a_name_as_long_as_postgresql_allows_63_bytes_long
    ON "Sales.Archive"."Order.Line" ("select");
CREATE TABLE IF NOT EXISTS "Sales.Archive"."очень_длинное_имя_таблицы_на_русск" ("ключ" integer PRIMARY KEY);

-- Order.Line without quotes would be a table of another schema.
CREATE SCHEMA IF NOT EXISTS "order";
CREATE TABLE IF NOT EXISTS "order".line (id integer PRIMARY KEY);
CREATE TABLE IF NOT EXISTS "order"."Line" (id integer PRIMARY KEY);

-- The same name in three spellings.
CREATE TABLE IF NOT EXISTS core.U&"\0441\043A\043B\0430\0434" (id integer);
COMMENT ON TABLE core.склад IS U&'\0441\043A\043B\0430\0434: "store"';
ALTER TABLE core."склад" ADD COLUMN IF NOT EXISTS U&"gr!00F6!00DFe" UESCAPE '!' numeric;

CREATE TABLE IF NOT EXISTS core.größe (maß numeric CONSTRAINT "maß > 0" CHECK (maß > 0));
CREATE OR REPLACE VIEW "Sales.Archive"."View.1" AS
SELECT "Id" AS "ID", "semi;colon" AS "semi,colon", "$1", cost$eur, "it's" FROM "Sales.Archive"."Order.Line";
CREATE OR REPLACE FUNCTION "Sales.Archive"."Fn.1"("In.Arg" integer, "Out" OUT text) LANGUAGE sql
AS $größe$ SELECT "two words" FROM "Sales.Archive"."Order.Line" WHERE "Id" = "In.Arg" $größe$;
CREATE SEQUENCE IF NOT EXISTS "Sales.Archive"."Seq.1" OWNED BY "Sales.Archive"."Order.Line"."Id";
GRANT SELECT ("Id", "a""b") ON "Sales.Archive"."Order.Line" TO "wh_Clerk";
COMMENT ON COLUMN "Sales.Archive"."Order.Line"."a""b" IS 'a"b';
COMMENT ON COLUMN "Sales.Archive"."Order.Line".名前 IS '名前 means "name" 🏷';
COMMENT ON INDEX "Sales.Archive".an_index_with_a_name_as_long_as_postgresql_allows_63_bytes_long IS '63 bytes';
INSERT INTO "Sales.Archive"."Order.Line" ("Id", "select", "a""b", "semi;colon", "Ünïcödé", 名前)
VALUES (1, 'from', E'tab\there, quote \', backslash \\, euro \u20AC', ';', U&'\00FC', '箱')
ON CONFLICT ("Id") DO NOTHING;
