package okpay.channels.phone;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.ApplicationContext;

/// Calls the hotline of a story.
public record Telephone(ApplicationContext house) {

    private static final AtomicLong NUMBERS = new AtomicLong(13_600_000_000L);

    /// Not called yet.
    public Caller caller() throws IOException {
        return new Caller(
                house.getBean(Hotline.class).at().orElseThrow(),
                Long.toString(NUMBERS.incrementAndGet()),
                8);
    }
}
