package okpay.channels.phone;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The place beside a caller where somebody of ours sits down. Whoever is lost may sit down again.
final class Seat implements Party, AutoCloseable {

    private final UUID call;
    private final Jitter mouth = new Jitter();
    private final Semaphore arrivals = new Semaphore(0);
    private final Consumer<Seat> close;
    private volatile Optional<Switchboard.Ear> ear = Optional.empty();
    private volatile Optional<Recordings.Recording> recording = Optional.empty();
    private volatile Consumer<Character> keys = _ -> {};
    private volatile boolean isOver;

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

    void keepNothing() {
        recording = Optional.empty();
    }

    /// Sits down, in the place of whoever sat there.
    synchronized void sit(Switchboard.Ear fresh) {
        ear.ifPresent(Switchboard.Ear::over);
        ear = Optional.of(fresh);
        arrivals.release();
    }

    synchronized void leave(Switchboard.Ear gone) {
        if (ear.filter(gone::equals).isPresent()) {
            ear = Optional.empty();
        }
    }

    void say(byte[] linear) {
        mouth.add(linear);
    }

    /// Hangs up, and does not come again.
    void hangUp() {
        isOver = true;
    }

    boolean isOver() {
        return isOver;
    }

    /// Waits until somebody sits here.
    boolean await(Duration most) {
        arrivals.drainPermits();
        if (isThere()) {
            return true;
        }
        try {
            var _ = arrivals.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return isThere();
    }

    @Override
    public boolean isThere() {
        return ear.isPresent() && !isOver;
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
