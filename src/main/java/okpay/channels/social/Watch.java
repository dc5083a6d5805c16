package okpay.channels.social;

import java.io.IOException;
import okpay.channels.Pulse;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Whether the companies are there and still know us.
@Component
class Watch {

    private final Lines lines;
    private final TelegramChat telegram;
    private final WechatChat wechat;
    private final WhatsappChat whatsapp;
    private final Pulse pulse;

    Watch(
            Lines lines,
            TelegramChat telegram,
            WechatChat wechat,
            WhatsappChat whatsapp,
            Pulse pulse) {
        this.lines = lines;
        this.telegram = telegram;
        this.wechat = wechat;
        this.whatsapp = whatsapp;
        this.pulse = pulse;
    }

    @Scheduled(fixedDelayString = "${okpay.channels.social.watch-every:PT10S}")
    void look() {
        lines.telegram().ifPresent(_ -> look("social.telegram", telegram::check));
        lines.wechat().ifPresent(_ -> look("social.wechat", wechat::check));
        lines.whatsapp().ifPresent(_ -> look("social.whatsapp", whatsapp::check));
    }

    private interface Check {
        void run() throws IOException;
    }

    private void look(String lane, Check check) {
        try {
            check.run();
            pulse.beat(lane, Pulse.PATIENCE);
        } catch (IOException | RuntimeException e) {
            pulse.failed(lane, String.valueOf(e.getMessage()));
        }
    }
}
