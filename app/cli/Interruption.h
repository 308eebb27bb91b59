#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <memory>

namespace metaspo {

/// Ctrl-C and friends (SIGINT, SIGTERM, SIGHUP) while a command is at work that can be ended in order: the first one is
/// a signal to the main thread, the second ends the program at once with exit code 130. One at a time; main thread.
class Interruption : public QObject
{
    Q_OBJECT

public:
    explicit Interruption(QObject* parent = nullptr);
    ~Interruption() override; ///< back to what the system does

    bool isRequested() const { return m_isRequested; }

Q_SIGNALS:
    void requested();

private:
    void read();

    std::unique_ptr<QSocketNotifier> m_notifier;
    bool m_isRequested = false;
};

} // namespace metaspo
