/// Measurements, run by `./okpay bench NAME` and never by the tests. Each prints progress and one
/// flat JSON line last.
@NullMarked
package okpay.bench;

import org.jspecify.annotations.NullMarked;
