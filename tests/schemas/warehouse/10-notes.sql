-- Nothing but comments: what happens at the end of the year.
--
-- 1. CREATE TABLE sales.orders_next (...);
/* 2. Move the orders; 'do not' forget the quote.
   /* 3. \echo is not a command here, :wh_year is not a variable */
*/
