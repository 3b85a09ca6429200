package dev.millrace.api.workers;

import dev.millrace.executor.protocol.WorkerProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;

/**
 * The worker protocol's messages are read and written by the protocol's own mapper: it ignores what
 * is newer.
 */
@Configuration(proxyBeanMethods = false)
class ProtocolJson {

  @Bean
  ServerHttpMessageConvertersCustomizer workerProtocolMessages() {
    return converters -> converters.addCustomConverter(new ProtocolConverter());
  }

  private static final class ProtocolConverter extends JacksonJsonHttpMessageConverter {
    ProtocolConverter() {
      super(WorkerProtocol.json());
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
      return ofProtocol(type.toClass()) && super.canRead(type, mediaType);
    }

    @Override
    public boolean canWrite(
        ResolvableType type, Class<?> valueClass, @Nullable MediaType mediaType) {
      return ofProtocol(valueClass) && super.canWrite(type, valueClass, mediaType);
    }

    private static boolean ofProtocol(Class<?> type) {
      return type.getPackageName().equals(WorkerProtocol.class.getPackageName());
    }
  }
}
