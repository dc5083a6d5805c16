@NullMarked
package okpay.ledger;

import org.jspecify.annotations.NullMarked;
