/** Rows of a young HartOMat, to see what the later backfills make of them. */
export const dataAt010 = `
INSERT INTO users (id, email, full_name, password_hash, role)
VALUES ('00000000-0000-0000-0000-000000000001', 'ada@example.com', 'Ada', 'x', 'admin');
INSERT INTO cad_files (id, original_name, file_path, file_size)
VALUES ('00000000-0000-0000-0000-000000000002', 'flange.step', '/cad/flange.step', 4711);
INSERT INTO products (id, product_code, name, cad_file_id)
VALUES ('00000000-0000-0000-0000-000000000003', 'HM-100', 'Flange', '00000000-0000-0000-0000-000000000002');
INSERT INTO orders (id, order_number, status, created_by_id)
VALUES ('00000000-0000-0000-0000-000000000004', 'SO-2024-001500', 'completed', '00000000-0000-0000-0000-000000000001');
INSERT INTO order_lines (id, order_id, product_id, position, quantity)
VALUES
  ('00000000-0000-0000-0000-000000000005', '00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000003', 1, 2),
  ('00000000-0000-0000-0000-000000000006', '00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000003', 2, 3);
INSERT INTO materials (id, name, base_color)
VALUES ('00000000-0000-0000-0000-000000000007', 'Steel 1.4301', '#b0b4b8');
INSERT INTO material_aliases (id, material_id, alias, created_at)
VALUES
  ('00000000-0000-0000-0000-000000000008', '00000000-0000-0000-0000-000000000007', 'V2A ', '2024-02-13'),
  ('00000000-0000-0000-0000-000000000009', '00000000-0000-0000-0000-000000000007', 'v2a', '2024-02-14');
`;

/** More of them, where 012 and 015 have made place. The picture belongs to the line that 047 drops. */
export const dataAt021 = `
INSERT INTO media_assets (id, asset_type, order_line_id, file_path)
VALUES ('00000000-0000-0000-0000-00000000000a', 'still', '00000000-0000-0000-0000-000000000006', '/media/stills/front.png');
UPDATE cad_files SET parsed_objects = '{"parts": ["body", "bolt"]}';
`;

/** One row that tells what became of all of it at 059. */
export const stateAtHead = `
SELECT users.role, products.sku, line.quantity, output_types.key AS output, line.render_status,
  line.render_job_doc -> 'output' ->> 'width' AS width, media_assets.storage_key, cad_files.part_count,
  (SELECT string_agg(alias, '|') FROM material_aliases) AS aliases,
  tenants.slug AS tenant,
  nextval('order_number_seq')::integer AS next_number
FROM order_lines AS line
JOIN orders ON orders.id = line.order_id
JOIN users ON users.id = orders.created_by_id
JOIN products ON products.id = line.product_id
JOIN cad_files ON cad_files.id = products.cad_file_id
JOIN output_types ON output_types.id = line.output_type_id
JOIN media_assets ON media_assets.order_line_id = line.id
JOIN tenants ON tenants.id = products.tenant_id
`;

/** The same after the way back. Lines that 047 has merged stay merged. */
export const stateAt010 = `
SELECT users.role, products.product_code, order_lines.quantity, output_types.width
FROM order_lines
JOIN orders ON orders.id = order_lines.order_id
JOIN users ON users.id = orders.created_by_id
JOIN products ON products.id = order_lines.product_id
CROSS JOIN output_types
WHERE output_types.key = 'still_front'
`;
