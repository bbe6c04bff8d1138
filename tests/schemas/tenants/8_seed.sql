INSERT INTO tenants.account (id, name, slug, created_at, updated_at)
VALUES ('7b1c0b0e-5f0e-4c55-9d0c-3e4b7a4d2f10', 'Example', 'example', '2025-01-01 00:00+00', '2025-01-01 00:00+00')
ON CONFLICT (slug) DO NOTHING;
