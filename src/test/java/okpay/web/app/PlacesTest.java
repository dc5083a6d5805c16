package okpay.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import okpay.journey.Journey;
import okpay.language.Intent;
import okpay.language.Intents;
import org.junit.jupiter.api.Test;

/// Where help sends people, the app has a page for it.
class PlacesTest extends Journey {

    @Test
    void everyPlaceIsThere() {
        var page = signedIn(customer("李雷"), "zh");
        for (var place : new TreeSet<>(AskPages.PLACES.values())) {
            assertThat(page.navigate(place).status()).as(place).isEqualTo(200);
        }
        assertThat(AskPages.PLACES.keySet())
                .isSubsetOf(Intents.list().stream().map(Intent::id).toList());
    }
}
