package okpay.resolution;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Does something with each of many, each in a transaction of its own: one that cannot be dealt
/// with keeps no other waiting, and is there again the next time.
@Component
class OneByOne {

    private static final Logger log = LoggerFactory.getLogger(OneByOne.class);

    private final TransactionTemplate transaction;

    OneByOne(TransactionTemplate transaction) {
        this.transaction = transaction;
    }

    <T> void each(List<T> some, Consumer<T> deed) {
        for (var it : some) {
            try {
                transaction.executeWithoutResult(_ -> deed.accept(it));
            } catch (RuntimeException e) {
                log.warn("{} is left for the next time", it, e);
            }
        }
    }
}
