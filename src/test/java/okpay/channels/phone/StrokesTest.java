package okpay.channels.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StrokesTest {

    private final Strokes strokes = new Strokes();

    @Test
    void aKeyThatIsToldManyTimesIsOneStroke() {
        assertThat(strokes.isNew(7, 24_400)).isTrue();
        assertThat(strokes.isNew(7, 24_400)).isFalse();
        assertThat(strokes.isNew(7, 24_800)).isTrue();
    }

    @Test
    void whatTheNetworkBringsLateIsStillTheSameStroke() {
        assertThat(strokes.isNew(7, 24_400)).isTrue();
        assertThat(strokes.isNew(7, 24_800)).isTrue();
        assertThat(strokes.isNew(7, 24_400)).isFalse();
    }

    /// As sipp does for each of its actions.
    @Test
    void anotherSourceMayGiveTheSameTimes() {
        assertThat(strokes.isNew(7, 24_400)).isTrue();
        assertThat(strokes.isNew(8, 24_400)).isTrue();
    }

    @Test
    void timesThatGoRoundAreTold() {
        assertThat(strokes.isNew(0, 0)).isTrue();
        assertThat(strokes.isNew(0, -1)).isTrue();
        for (int i = 1; i <= 16; i++) {
            assertThat(strokes.isNew(0, i)).isTrue();
        }
        assertThat(strokes.isNew(0, 0)).as("long ago").isTrue();
    }
}
