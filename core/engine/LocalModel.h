#pragma once

#include "core/engine/LocalModelInstallation.h"

#include <QObject>
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

    static LocalModelInstallation installation() { return localModelInstallation(); }
    LocalModelState state() const;
    /// Valid while running: address, key source and identity filled in.
    Connection connection() const;
    QString log() const; ///< the last lines of the child
    int slotCount() const;

    /// Settings of the user: another GGUF file or server program, slots (0: from cores and memory), context per slot.
    void configure(const QString& modelFile, const QString& serverProgram, int slotCount, int contextPerSlot);

public Q_SLOTS:
    void install(); ///< runs packaging/local-model/install; progress by signal
    void cancelInstall();
    void start();   ///< does nothing when running; else ends in running() or failed()
    void stop();

Q_SIGNALS:
    void stateChanged(metaspo::LocalModelState state);
    void progressed(const QString& what, qint64 done, qint64 total); ///< installing or loading
    void logged(const QString& lines);
    void running(const metaspo::Connection& connection);
    void failed(const metaspo::Error& error);

private:
    void enter(LocalModelState state);
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
