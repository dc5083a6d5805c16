package okpay.channels.social;

import java.io.IOException;
import java.util.List;
import okpay.channels.Pulse;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Whether the companies are there and still know us.
@Component
class Watch {

    private final List<Messenger> messengers;
    private final Pulse pulse;

    Watch(List<Messenger> messengers, Pulse pulse) {
        this.messengers = List.copyOf(messengers);
        this.pulse = pulse;
    }

    @Scheduled(fixedDelayString = "${okpay.channels.social.watch-every:PT10S}")
    void look() {
        messengers.stream().filter(it -> it.at().isPresent()).forEach(this::look);
    }

    private void look(Messenger it) {
        try {
            it.check();
            pulse.beat(it.lanes(), Pulse.PATIENCE);
        } catch (IOException | RuntimeException e) {
            pulse.failed(it.lanes(), String.valueOf(e.getMessage()));
        }
    }
}
