#pragma once

#include "core/engine/LocalModelInstallation.h"

#include <QObject>
#include <chrono>
#include <memory>

namespace metaspo {

enum class LocalModelState { NotInstalled, Installing, Stopped, Starting, Running, Failed };

/// The managed local model: a llama-server child process on the loopback interface with a random port and key, killed
/// with its parent (PR_SET_PDEATHSIG: therefore only the main thread may start it). Never waits.
class LocalModel : public QObject
{
    Q_OBJECT

public:
    explicit LocalModel(QObject* parent = nullptr);
    ~LocalModel() override; ///< ends the child

    LocalModelState state() const;
    /// Valid while running: address, key source and identity filled in.
    Connection connection() const;
    QString log() const; ///< the last lines of the child
    int slotCount() const;

    /// Settings of the user, for the next start: another GGUF file or server program, slots (0: from cores and memory),
    /// context per slot.
    void configure(const LocalModelFiles& files, int slotCount, int contextPerSlot);
    /// Those it runs with; while it does not run, those it would be started with.
    LocalModelFiles files() const;
    /// How long the server may take until it listens; else it is ended, and failed() says so. At first five minutes.
    void setPatience(std::chrono::milliseconds patience);

public Q_SLOTS:
    void install(); ///< runs packaging/local-model/install; progress by signal
    void cancelInstall();
    /// Ends in running() or failed(): at once when it runs already; after an installation or a stop that is under way.
    void start();
    void stop(); ///< whoever waits for a start gets failed() with ErrorKind::Stopped

Q_SIGNALS:
    void stateChanged(metaspo::LocalModelState state);
    void progressed(const QString& what, qint64 done, qint64 total); ///< installing or loading
    void logged(const QString& lines);
    void running(const metaspo::Connection& connection);
    void failed(const metaspo::Error& error);
    void filesChanged(const metaspo::LocalModelFiles& files);

private:
    void enter(LocalModelState state);
    void use(const LocalModelFiles& files);
    void fail(const Error& error);
    void beRunning();
    void beLate();
    void append(const QString& lines);
    Result<Connection> prepare();
    void readServer();
    void serverEnded(int exitCode);
    void readInstallation();
    void installationEnded(int exitCode);

    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace metaspo
