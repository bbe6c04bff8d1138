-- nothing but this
/* and ; that */

