package okpay.channels.mail;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where mail comes in and goes out.
///
/// @param address people write to; answers come from it. Its domain names our messages
/// @param feedback what comes in at this address, from a customer we know, is an idea of theirs and
///   no question; a name more of a mailbox that is read. Empty for none
/// @param inHouse runs a mail server in this process, on this machine only: for trying OKPay out
/// @param inHouseSmtp its port; 0 takes a free one
/// @param inHouseImap its port; 0 takes a free one
/// @param out the server mail leaves by, `smtp://host:port` or `smtps://…`; without it none leaves.
///   Without a user it is not asked to let us in
/// @param boxes the mailboxes that are read, by name
/// @param checkedBy who writes the `Authentication-Results` we believe: our own mail server, by the
///   name it gives itself there. Without it nobody's address is proven by the mail alone
@ConfigurationProperties("okpay.channels.mail")
record MailSettings(
        @DefaultValue("support@okpay.example") String address,
        @DefaultValue("") String feedback,
        @DefaultValue("false") boolean inHouse,
        @DefaultValue("3025") int inHouseSmtp,
        @DefaultValue("3143") int inHouseImap,
        @Nullable Account out,
        @DefaultValue Map<String, Account> boxes,
        @DefaultValue("") String checkedBy) {

    MailSettings {
        address = address.toLowerCase(Locale.ROOT);
        feedback = feedback.toLowerCase(Locale.ROOT);
        boxes = Map.copyOf(boxes);
    }

    /// At a mail server: with a password, or with OAuth 2 (`XOAUTH2`).
    ///
    /// @param server `imap://host:port`, `smtp://host:port`, or with an `s` behind the protocol.
    ///   All are encrypted (STARTTLS), but on this machine, or where `?plain` stands behind it
    /// @param tokenUri where a fresh access token is asked for, with the other three
    record Account(
            URI server,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            Optional<URI> tokenUri,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("") String refreshToken) {

        /// Nothing of it belongs in a log.
        @Override
        public String toString() {
            return user + " at " + server.getHost();
        }
    }

    /// Behind the `@` of our address.
    String domain() {
        return address.substring(address.indexOf('@') + 1);
    }

    /// What stands before it.
    String mailbox() {
        return address.substring(0, address.indexOf('@'));
    }
}
