/// What people say of OKPay in public: reviews in app stores, mentions. It is heard, gathered into
/// themes, and answered where it was said, without a word about anybody's money.
@NullMarked
@NamedInterface("voices")
package okpay.channels.voices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
