package okpay.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.language.Script;
import okpay.language.Topic;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What was learned is kept; what is not learned yet is understood by its words.
class KeptTest extends Story {

    @Autowired private LessonStore store;
    @Autowired private Understanding understanding;

    @Test
    void whatWasLearnedIsKeptAndTheOldestForgotten() {
        var first = Ids.next().toString();
        keep(first, 1);
        keep(first, 2);
        assertThat(store.find(first)).contains(new byte[] {2});

        for (int i = 0; i < 6; i++) {
            clock.passes(java.time.Duration.ofMinutes(1));
            keep(Ids.next().toString(), 3);
        }
        store.prune(Script.CHINESE, List.of(first));
        assertThat(store.find(first)).as("it is in use").isPresent();
        store.prune(Script.CHINESE, List.of());
        assertThat(store.find(first)).isEmpty();
    }

    private void keep(String gist, int learned) {
        var judgement = new Judgement(0.9, 0.8, Map.of("钱呢", "fraud"), List.of());
        store.keep(Script.CHINESE, gist, new byte[] {(byte) learned}, judgement, clock.instant());
        assertThat(store.judgement(gist)).contains(judgement);
    }

    @Test
    void beforeAnythingIsLearnedTheWordsTell() {
        assertThat(understanding.read("钱扣了显示失败")).isEmpty();
        assertThat(understanding.topic("转错人了")).isEqualTo(Topic.WRONG_PERSON);
        assertThat(understanding.topic("今天天气怎么样")).isEqualTo(Topic.UNCLEAR);
    }
}
