package io.reelflow.status.job;

import io.reelflow.status.StatusConfig;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets the role {@code analyst} in with the password of the configuration, or not at all. */
@Component
class AnalystLogin implements InitializingBean {
    private final JdbcClient jdbc;
    private final StatusConfig config;

    AnalystLogin(JdbcClient jdbc, StatusConfig config) {
        this.jdbc = jdbc;
        this.config = config;
    }

    @Override
    public void afterPropertiesSet() {
        String password = config.postgres().analystPassword();
        String statement = password == null
                ? "ALTER ROLE analyst NOLOGIN"
                : jdbc.sql("SELECT format('ALTER ROLE analyst LOGIN PASSWORD %L', ?::text)")
                        .param(password)
                        .query(String.class)
                        .single();
        jdbc.sql(statement).update();
    }
}
