package okpay.web;

import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// When a node falls away, thousands of open pages knock at the others within a second. Whom the
/// system cannot queue it lets believe that they are connected, for up to a minute.
@Component
class ManyAtOnce implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    /// The system's own limit (`net.core.somaxconn`) may be lower.
    private static final int WAITING = 4_096;

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            for (var connector : server.getConnectors()) {
                if (connector instanceof ServerConnector door) {
                    door.setAcceptQueueSize(WAITING);
                }
            }
        });
    }
}
