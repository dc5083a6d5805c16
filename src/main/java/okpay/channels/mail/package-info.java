/// E-mail: in by IMAP, out by SMTP, threaded into the conversation it belongs to.
@NullMarked
@NamedInterface("mail")
package okpay.channels.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
