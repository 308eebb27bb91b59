#pragma once

#include "core/llm/Dispatcher.h"

namespace metaspo {

/// The eight checks of a connection, one after the other, on the network thread: reachable, key, models,
/// completion, latency, limits, system role, usage. The first three are one GET; then come three tiny calls.
/// Starts itself and ends itself.
class ConnectionTest : public std::enable_shared_from_this<ConnectionTest>
{
public:
    using Done = std::function<void(QList<ConnectionCheck>)>;
    using Each = std::function<void(ConnectionCheck)>;

    static void start(Dispatcher& dispatcher, const Connection& connection, Done done, Each each);
    static void listModels(Dispatcher& dispatcher, const Connection& connection,
                           std::function<void(Result<QStringList>)> done);

private:
    ConnectionTest(Dispatcher& dispatcher, Connection connection, Done done, Each each);
    void askForModels();
    void readModels(const HttpReply& reply);
    void checkKeyAndModels(const ChatReply& reply);
    void readCompletion(const ChatReply& reply);
    void readSchema(const ChatReply& reply);
    void readSystemRole(const ChatReply& reply);
    void check(const QString& name, ConnectionCheck::Verdict verdict, const QString& detail);
    void skipRest();
    void ask(const QList<Message>& messages, const QString& schema, std::function<void(ChatReply)> then);

    Dispatcher& m_dispatcher;
    Connection m_connection;
    Done m_done;
    Each m_each;
    QList<ConnectionCheck> m_checks;
    Clock::time_point m_begin;
    int m_modelsStatus = 0;
    QStringList m_models;
    QString m_modelsTrouble;
    Completion m_first;
};

} // namespace metaspo
