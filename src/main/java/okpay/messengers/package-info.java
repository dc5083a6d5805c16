/// Pretend companies people chat by: Telegram, WeChat, WhatsApp. They speak their documented
/// protocols over HTTP, sign what they send, remember what was said, and misbehave on request.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package okpay.messengers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
