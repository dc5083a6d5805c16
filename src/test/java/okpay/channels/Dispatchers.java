package okpay.channels;

import java.time.Clock;
import java.util.List;
import okpay.resolution.Continuity;
import okpay.support.Cases;
import okpay.support.Conversations;
import org.springframework.beans.factory.BeanFactory;

/// For tests that send what is due by another carrier than the one that is set.
public final class Dispatchers {

    private Dispatchers() {}

    public static Dispatcher by(Carrier carrier, BeanFactory beans) {
        return new Dispatcher(
                List.of(carrier),
                beans.getBean(Dispatches.class),
                beans.getBean(Departures.class),
                beans.getBean(Envelopes.class),
                beans.getBean(Ways.class),
                beans.getBean(Cases.class),
                beans.getBean(Conversations.class),
                beans.getBean(Returns.class),
                beans.getBean(Telling.class),
                beans.getBean(Continuity.class),
                beans.getBean(ChannelSettings.class),
                beans.getBean(Clock.class));
    }
}
