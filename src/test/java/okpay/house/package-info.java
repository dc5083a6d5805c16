/// The story kit: people, a clock of our own, one shared PostgreSQL, and the books to look into.
@NullMarked
package okpay.house;

import org.jspecify.annotations.NullMarked;
