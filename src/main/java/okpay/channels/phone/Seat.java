package okpay.channels.phone;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The place beside a caller where somebody of ours sits down. Whoever is lost may sit down again.
final class Seat implements Party, AutoCloseable {

    /// A browser sends sound all the time, also with its microphone off. One that sends nothing for
    /// so long is lost, whatever its connection looks like.
    private static final Duration LOST = Duration.ofSeconds(4);

    private final UUID call;
    private final Jitter mouth = new Jitter();
    private final Consumer<Seat> close;
    private volatile Optional<Switchboard.Ear> ear = Optional.empty();
    private volatile Optional<Recordings.Recording> recording = Optional.empty();
    private volatile Consumer<Character> keys = _ -> {};
    private volatile boolean isOver;
    private volatile long heardOf;

    Seat(UUID call, Consumer<Seat> close) {
        this.call = call;
        this.close = close;
    }

    UUID call() {
        return call;
    }

    void onKey(Consumer<Character> to) {
        keys = to;
    }

    void keepOn(Recordings.Recording on) {
        recording = Optional.of(on);
    }

    Optional<Recordings.Recording> recording() {
        return recording;
    }

    /// From now on nothing is recorded.
    void keepNothing() {
        recording = Optional.empty();
    }

    /// Sits down, in the place of whoever sat there.
    ///
    /// @param isTheirs whether the call is theirs at this moment
    /// @return false when it is not, or is over
    synchronized boolean sit(Switchboard.Ear fresh, BooleanSupplier isTheirs) {
        if (isOver || !isTheirs.getAsBoolean()) {
            return false;
        }
        ear.ifPresent(Switchboard.Ear::over);
        mouth.clear();
        heardOf = System.nanoTime();
        ear = Optional.of(fresh);
        return true;
    }

    synchronized void leave(Switchboard.Ear gone) {
        if (ear.filter(gone::equals).isPresent()) {
            ear = Optional.empty();
        }
    }

    /// Others may sit here; but not while somebody does.
    synchronized void release(Runnable free) {
        if (!isThere()) {
            ear.ifPresent(Switchboard.Ear::over);
            ear = Optional.empty();
            free.run();
        }
    }

    void say(byte[] linear) {
        heardOf = System.nanoTime();
        mouth.add(linear);
    }

    /// Hangs up, and does not come again.
    void hangUp() {
        isOver = true;
    }

    boolean isOver() {
        return isOver;
    }

    @Override
    public boolean isThere() {
        return ear.isPresent() && !isOver && System.nanoTime() - heardOf < LOST.toNanos();
    }

    /// What they said while nobody heard them is not said later.
    void begin() {
        mouth.clear();
    }

    @Override
    public byte[] exchange(byte[] heard) {
        ear.ifPresent(it -> it.hear(heard));
        var said = mouth.take();
        recording.ifPresent(it -> it.add(heard, said));
        return said;
    }

    @Override
    public void pressed(char key) {
        keys.accept(key);
    }

    /// The caller has gone.
    @Override
    public synchronized void close() {
        isOver = true;
        ear.ifPresent(Switchboard.Ear::over);
        ear = Optional.empty();
        close.accept(this);
    }
}
