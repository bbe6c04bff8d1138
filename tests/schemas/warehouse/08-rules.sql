-- Rules. This file begins with a byte order mark.
-- The INSERT comes first: once the order is changed, the view does not show it as it was.
CREATE OR REPLACE RULE open_orders_update AS ON UPDATE TO sales.open_orders
    WHERE NEW.note IS DISTINCT FROM OLD.note
    DO INSTEAD (
        INSERT INTO audit.notes (order_no, note)
            VALUES (OLD.order_no, coalesce(NEW.note, 'removed; was: ' || OLD.note));
        UPDATE sales.orders SET note = NEW.note, status = NEW.status
            WHERE order_no = OLD.order_no AND ordered_on = OLD.ordered_on
    );
CREATE OR REPLACE RULE open_orders_update_rest AS ON UPDATE TO sales.open_orders DO INSTEAD NOTHING;
CREATE OR REPLACE RULE open_orders_delete AS ON DELETE TO sales.open_orders
    DO INSTEAD (INSERT INTO audit.notes VALUES (OLD.order_no, 'cancelled');
                UPDATE sales.orders SET status = 'cancelled'
                WHERE order_no = OLD.order_no AND ordered_on = OLD.ordered_on; -- kept
                NOTIFY wh_orders, 'cancelled; see audit.notes';);
CREATE OR REPLACE RULE changes_no_delete AS ON DELETE TO audit.changes DO INSTEAD NOTHING;
DROP RULE IF EXISTS changes_no_update ON audit.changes;
CREATE RULE changes_no_update AS ON UPDATE TO audit.changes DO INSTEAD NOTHING;
COMMENT ON RULE open_orders_delete ON sales.open_orders IS 'orders are cancelled, never deleted';
