package okpay.help;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import okpay.id.Digests;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lays the articles that come with OKPay on the shelf, once at each start.
@Component
class Delivery {

    private static final String US = "OKPay";

    private final ArticleStore store;
    private final NameStore names;
    private final HelpSettings settings;
    private final Clock clock;

    Delivery(ArticleStore store, NameStore names, HelpSettings settings, Clock clock) {
        this.store = store;
        this.names = names;
        this.settings = settings;
        this.clock = clock;
    }

    /// Only what is new since the last delivery. An article that was rewritten here stays as it is;
    /// the new text stands in its history. One that was renamed here is left alone.
    @Transactional
    public void bring() {
        // First of all: two nodes that start together do this one after the other.
        names.changed();
        var renamed = names.redirects();
        for (var one : Shipped.all()) {
            if (renamed.containsKey(one.slug())) {
                continue;
            }
            store.put(one, today().plusDays(settings.reviewAfterDays()));
            var fresh = Arrays.stream(Tongue.values()).filter(it -> isNew(one, it)).toList();
            for (var tongue : fresh) {
                bring(one, tongue, fresh.size() == Tongue.values().length);
            }
        }
    }

    private boolean isNew(Shipped one, Tongue tongue) {
        return !store.wasShipped(one.slug(), tongue, gist(one.in(tongue)));
    }

    /// @param both languages are new: English, which comes first, stands beside the Chinese to come
    private void bring(Shipped one, Tongue tongue, boolean both) {
        var wording = one.in(tongue);
        var live = store.live(one.slug(), tongue);
        store.add(
                new Edition(
                        one.slug(),
                        tongue,
                        store.newest(one.slug(), tongue) + 1,
                        wording,
                        live.map(Edition::isShipped).orElse(true),
                        true,
                        beside(one, tongue, live, both),
                        US,
                        clock.instant(),
                        Markdown.read(wording.body(), tongue)),
                !both);
        store.shipped(one.slug(), tongue, gist(wording));
    }

    /// Where the other language was rewritten here, this one follows it no further than before.
    private int beside(Shipped one, Tongue tongue, Optional<Edition> live, boolean both) {
        boolean isOurs =
                store.live(one.slug(), tongue.other()).filter(it -> !it.isShipped()).isPresent();
        if (isOurs) {
            return live.map(Edition::beside).orElse(0);
        }
        int other = store.newest(one.slug(), tongue.other());
        return tongue == Tongue.EN && both ? other + 1 : other;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    private static String gist(Wording wording) {
        return Digests.hex(wording.toString());
    }
}
