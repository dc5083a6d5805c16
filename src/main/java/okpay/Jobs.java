package okpay;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/// Jobs that are done again and again stand in nobody's way: one that waits for a mail server keeps
/// no promise waiting.
@Component
class Jobs implements SchedulingConfigurer, DisposableBean {

    /// More than there are jobs.
    private static final int AT_ONCE = 64;

    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(AT_ONCE, Thread.ofVirtual().name("job-", 0).factory());

    @Override
    public void configureTasks(ScheduledTaskRegistrar jobs) {
        jobs.setScheduler(threads);
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
