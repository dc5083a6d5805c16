package okpay.database;

import java.util.concurrent.Executor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/// News is heard by a few at a time, each of whom needs a connection: ten thousand pieces at once
/// must not take them all from those who are being served. What waits its turn is in the log of
/// news too, and told again at the next start.
@Configuration
class Listeners implements AsyncConfigurer {

    /// Half of the pool of connections.
    private static final int AT_ONCE = 8;

    private static final int SECONDS_TO_END = 5;

    @Bean(destroyMethod = "shutdown")
    ThreadPoolTaskExecutor newsWorkers() {
        var workers = new ThreadPoolTaskExecutor();
        workers.setThreadFactory(Thread.ofVirtual().name("news-", 0).factory());
        workers.setCorePoolSize(AT_ONCE);
        workers.setMaxPoolSize(AT_ONCE);
        workers.setWaitForTasksToCompleteOnShutdown(true);
        workers.setAwaitTerminationSeconds(SECONDS_TO_END);
        return workers;
    }

    @Override
    public Executor getAsyncExecutor() {
        return newsWorkers();
    }
}
