package okpay.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import okpay.house.Story;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Whether we can be reached is said to everybody, as it is.
class ReachTest extends Story {

    @LocalServerPort private int port;
    @Autowired private Reach reach;
    @Autowired private Pulse pulse;
    @Autowired private MeterRegistry meters;

    @Test
    void aLaneThatStandsStillIsSeenWithinAMinute() throws Exception {
        pulse.beat("social.wechat", Pulse.PATIENCE);
        assertThat(trouble()).isEmpty();
        assertThat(status("en")).contains("WeChat").contains("works");
        assertThat(measured()).isEqualTo(1);

        var last = clock.instant();
        clock.passes(Duration.ofMinutes(1));
        pulse.failed("social.wechat", "no token");
        assertThat(trouble().orElseThrow()).isBeforeOrEqualTo(last);
        assertThat(status("en")).contains("has trouble since").doesNotContain("no token");
        assertThat(status("zh")).contains("微信").contains("起有故障");
        assertThat(measured()).isZero();

        pulse.beat("social.wechat", Pulse.PATIENCE);
        assertThat(trouble()).isEmpty();
    }

    @Test
    void whatNobodyLooksAfterAnyMoreIsNotDeadForEver() {
        pulse.expect("mail.in.old", Pulse.PATIENCE);
        clock.passes(Duration.ofMinutes(1));
        assertThat(pulse.dead())
                .as("it never came")
                .anyMatch(it -> it.name().equals("mail.in.old"));
        pulse.expect("mail.in.old", Pulse.PATIENCE);
        assertThat(pulse.dead()).anyMatch(it -> it.name().equals("mail.in.old"));

        clock.passes(Duration.ofDays(1));
        pulse.failed("mail.in.bad", "no password");
        assertThat(pulse.dead())
                .anyMatch(it -> it.name().equals("mail.in.bad"))
                .noneMatch(it -> it.name().equals("mail.in.old"));
    }

    private Optional<java.time.Instant> trouble() {
        return reach.offers().stream()
                .filter(it -> it.channel() == Channel.WECHAT)
                .findFirst()
                .flatMap(Reach.Offer::trouble);
    }

    private double measured() {
        reach.measure();
        return meters.get("okpay.channels.lane").tag("lane", "social.wechat").gauge().value();
    }

    private String status(String language) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/status"))
                            .header(
                                    "Cookie",
                                    "okpay_lang=" + (language.equals("zh") ? "zh-CN" : "en"));
            return http.send(request.build(), BodyHandlers.ofString()).body();
        }
    }
}
