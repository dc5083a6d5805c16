package okpay.demo;

import java.util.Optional;
import okpay.identity.IdentitySettings;
import okpay.identity.Staff;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Tells whoever started OKPay where it is, and who may sign in to try it.
@Component
class Welcome {

    private final DemoSettings settings;
    private final Environment environment;
    private final IdentitySettings identity;
    private final Staff staff;

    Welcome(
            DemoSettings settings,
            Environment environment,
            IdentitySettings identity,
            Staff staff) {
        this.identity = identity;
        this.staff = staff;
        this.settings = settings;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    @SuppressWarnings("SystemOut") // words for the person at the terminal, not for a log
    void on() {
        var at = "http://127.0.0.1:" + environment.getProperty("local.server.port");
        System.out.println("\nOKPay is ready: " + at + "/");
        if (settings.demo()) {
            System.out.printf(
                    """
                      wallet   %1$s/app      李雷 13800138000 · Lucy lucy@okpay.example
                      desk     %1$s/console  小王 wang@okpay.example · supervisor 老陈 chen@okpay.example
                      password for all of them: %2$s · payment PIN: %3$s
                      letters  %1$s/dev/outbox  (text messages and e-mails with codes)
                      mail     %1$s/dev/post    (write to support@okpay.example as Lucy, read its answers)
                      chats    %1$s/dev/chat    (a pretend WeChat, Telegram, WhatsApp and Messenger)
                      reviews  %1$s/dev/square  (pretend app stores and a pretend Weibo; answered at the desk)
                      widget   %1$s/dev/widget  (the chat in another company's page)
                      hotline  sip:okpay@127.0.0.1:5070  (any SIP telephone; espeak-ng gives it a voice)

                      Try: pay 深夜便利店 (Night Owl Market) 35.00. The bank's answer gets lost; open the
                      payment and ask for help. Then pay 云上家居 (Cloud Nine Home) 1280.00: that refund needs
                      小王 and 老陈. Pay a bill of 光明电力 (account 123455). 韩梅梅 13800138001 has a
                      flower shop under “Take money”, with a dispute to answer. Passkeys need the name
                      localhost instead of 127.0.0.1.
                    """,
                    at, Cast.PASSWORD, Cast.PIN);
        }
        Optional.of(identity.firstSupervisor())
                .filter(it -> !it.isBlank())
                .flatMap(staff::first)
                .ifPresent(secret ->
                        System.out.printf(
                                """
                                  desk     %1$s/console/welcome/%2$s
                                           Nobody can decide at the desk yet. With this link, good once, %3$s
                                           becomes the first supervisor and invites the others under “People”.
                                """,
                                at, secret.secret(), identity.firstSupervisor()));
        System.out.println("Stop with Ctrl-C.");
    }
}
