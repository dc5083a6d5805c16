package okpay.database;

import java.util.concurrent.Executor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/// News is heard by a few at a time, each of whom needs a connection: ten thousand pieces at once
/// must not take them all from those who are being served. What the time brings by itself, often
/// thousands of pieces at once, waits in a line of its own: somebody's words do not wait behind it.
/// What waits its turn is in the log of news too, and told again at the next start.
@Configuration
class Listeners implements AsyncConfigurer {

    /// Together half of the pool of connections.
    private static final int AT_ONCE = 5;

    private static final int OF_TIMERS_AT_ONCE = 3;

    private static final int SECONDS_TO_END = 5;

    @Bean(destroyMethod = "shutdown")
    ThreadPoolTaskExecutor newsWorkers() {
        return workers("news-", AT_ONCE);
    }

    @Bean(destroyMethod = "shutdown")
    ThreadPoolTaskExecutor newsOfTimersWorkers() {
        return workers("timers-news-", OF_TIMERS_AT_ONCE);
    }

    private static ThreadPoolTaskExecutor workers(String name, int atOnce) {
        var workers = new ThreadPoolTaskExecutor();
        workers.setThreadFactory(Thread.ofVirtual().name(name, 0).factory());
        workers.setCorePoolSize(atOnce);
        workers.setMaxPoolSize(atOnce);
        workers.setWaitForTasksToCompleteOnShutdown(true);
        workers.setAwaitTerminationSeconds(SECONDS_TO_END);
        return workers;
    }

    @Override
    public Executor getAsyncExecutor() {
        return newsWorkers();
    }
}
