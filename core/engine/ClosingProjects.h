#pragma once

#include <QObject>
#include <map>
#include <memory>

namespace metaspo {

struct ProjectRemains;

/// Projects that nobody holds any more: their runs finish the calls in flight and pause, their files are checkpointed and
/// closed, each on a thread of its own that is joined here. Main thread; nothing waits except finish().
class ClosingProjects : public QObject
{
    Q_OBJECT

public:
    ClosingProjects();
    ~ClosingProjects() override; ///< as finish()

    void add(ProjectRemains remains);

    bool isEmpty() const;
    bool contains(const QString& path) const;
    int callsInFlight() const;
    QString trouble() const; ///< why answers cannot be stored, as a sentence; empty: they can
    /// Calls in flight are cut off and recorded as possibly paid; answers that cannot be stored are given up.
    void stopAtOnce();
    /// Waits until all are closed. Answers that cannot be stored are given up after a few attempts.
    void finish();

Q_SIGNALS:
    void changed(); ///< there is one more, or one less

private:
    class Closing;
    void remove(quint64 number);

    std::map<quint64, std::unique_ptr<Closing>> m_closing;
    quint64 m_lastNumber = 0;
};

} // namespace metaspo
