#include "ui/tasks/document/TaskSession.h"

#include "ui/kit/Background.h"
#include "ui/tasks/document/ReplacedText.h"

namespace metaspo {

namespace {

QHash<qint64, qint64> savedTimes(const QList<TaskVersion>& versions)
{
    QHash<qint64, qint64> times;
    for (const TaskVersion& version : versions)
        if (version.isCurrent)
            times.insert(version.series, version.savedUnixMs);
    return times;
}

QHash<qint64, qint64> seriesOf(const QList<TaskVersion>& versions)
{
    QHash<qint64, qint64> series;
    for (const TaskVersion& version : versions)
        series.insert(version.id, version.series);
    return series;
}

} // namespace

TaskSession::TaskSession(std::shared_ptr<Project> project, QObject* parent)
    : QObject(parent)
    , m_project(std::move(project))
    , m_saver(m_document, m_project)
{
    connect(&m_document, &TaskDocument::operationDone, this, [this](const TaskOperation& operation) {
        ++m_changes;
        if (operation.kind != TaskOperation::Kind::Edit)
            m_touched.insert(operation.key);
    });
    connect(&m_saver, &TaskSaver::changed, this, &TaskSession::takeChanged);
    // Its coming back may have been a save.
    connect(&m_saver, &TaskSaver::cameBack, this, [this](TaskKey key) { m_savedTimes.remove(seriesOfTask(key)); });
    connect(&m_saver, &TaskSaver::cameBackAs, this, [this](TaskKey key, const QString& name) {
        m_touched.remove(key); // the name is to be read
        m_savedTimes.insert(seriesOfTask(key), 0);
        m_replaced.append(tr("%1 came back as %2, because another task has its name.")
                              .arg(m_document.entry(key)->task.name, name));
    });
    connect(&m_saver, &TaskSaver::saved, this, [this] {
        ++m_changes;
        lookForChanges();
        endWhenSaved();
    });
    connect(m_project.get(), &Project::runsChanged, this, &TaskSession::lookForChanges);
    connect(m_project.get(), &Project::tasksChanged, this, &TaskSession::lookForChanges);
    lookForChanges();
}

void TaskSession::load(TaskKey key)
{
    const TaskEntry* entry = m_document.entry(key);
    if (!entry || entry->isLoaded)
        return;
    whenDone(m_project->queries().task(entry->id), this, [this, key, id = entry->id](const Result<Task>& task) {
        if (m_document.storedId(key) != id)
            return;
        if (!task)
            return Q_EMIT failed(task.error());
        m_document.setContent(key, *task);
    });
}

QList<TaskVersion> TaskSession::versions(TaskKey key) const
{
    const qint64 series = seriesOf(m_versions).value(m_document.storedId(key));
    QList<TaskVersion> found;
    for (const TaskVersion& version : m_versions)
        if (series != 0 && version.series == series)
            found.append(version);
    return found;
}

void TaskSession::lookForChanges()
{
    if (m_isClosing)
        return;
    m_looksAgain = m_isLooking;
    if (std::exchange(m_isLooking, true))
        return;
    whenDone(m_project->taskVersions(), this,
             [this, changes = m_changes](const Result<QList<TaskVersion>>& versions) {
                 m_isLooking = false;
                 if (!versions)
                     return Q_EMIT failed(versions.error());
                 takeVersions(*versions, changes);
                 if (m_looksAgain)
                     lookForChanges();
             });
}

void TaskSession::takeVersions(const QList<TaskVersion>& versions, int changes)
{
    if (m_isRead && (changes != m_changes || !m_saver.isSaved()))
        return; // it is asked again once all is saved
    if (!m_isRead || !changedOutside(versions).isEmpty())
        return readList(versions);
    m_touched.clear();
    keep(versions);
}

qint64 TaskSession::seriesOfTask(TaskKey key) const
{
    const auto found = m_series.find(key);
    return found != m_series.end() ? *found : seriesOf(m_versions).value(m_document.storedId(key));
}

/// The file has the state that the document has, unless somebody else changed the task before it was saved here.
void TaskSession::takeChanged(TaskKey key, const TaskChanged& changed)
{
    m_series.insert(key, changed.series);
    const bool isReplacing = !changed.replacedFields.isEmpty() || !changed.replacedExamples.isEmpty();
    const qint64 known = m_savedTimes.value(changed.series, changed.formerUnixMs);
    const bool isOurs = known == changed.formerUnixMs && !isReplacing && changed.moved.isEmpty();
    m_savedTimes.insert(changed.series, isOurs ? changed.savedUnixMs : 0);
    if (!isOurs)
        m_touched.remove(key);
    const TaskEntry* entry = m_document.entry(key);
    if (isReplacing && entry)
        m_replaced.append(replacedText(entry->task.name, changed));
}

/// Tasks that are not what they were when they were read or saved here last.
QSet<qint64> TaskSession::changedOutside(const QList<TaskVersion>& versions) const
{
    QHash<qint64, qint64> series = seriesOf(m_versions);
    series.insert(seriesOf(versions));
    QSet<qint64> own;
    for (const TaskKey key : m_touched)
        own.insert(series.value(m_document.storedId(key)));
    const QHash<qint64, qint64> now = savedTimes(versions);
    QSet<qint64> changed;
    for (const qint64 one : std::as_const(series))
        if (m_savedTimes.value(one) != now.value(one) && !own.contains(one))
            changed.insert(one);
    return changed;
}

void TaskSession::keep(const QList<TaskVersion>& versions)
{
    m_savedTimes = savedTimes(versions);
    if (std::exchange(m_versions, versions) != versions)
        Q_EMIT versionsRead();
}

void TaskSession::readList(const QList<TaskVersion>& versions)
{
    whenDone(m_project->queries().tasks(), this,
             [this, versions, changes = m_changes](const Result<QList<TaskSummary>>& tasks) {
                 if (!tasks)
                     return Q_EMIT failed(tasks.error());
                 takeList(*tasks, versions, changes);
             });
}

void TaskSession::takeList(const QList<TaskSummary>& tasks, const QList<TaskVersion>& versions, int changes)
{
    if (changes != m_changes)
        return lookForChanges();
    const bool isFirst = !std::exchange(m_isRead, true);
    const QSet<qint64> changed = changedOutside(versions);
    m_touched.clear();
    const bool isForgotten = m_document.takeFromFile(tasks, seriesOf(versions), changed);
    if (isFirst)
        Q_EMIT listRead();
    else
        Q_EMIT readAnew(isForgotten, std::exchange(m_replaced, {}));
    keep(versions);
}

void TaskSession::close()
{
    m_isClosing = true;
    m_saver.saveNow();
    endWhenSaved();
}

void TaskSession::endWhenSaved()
{
    if (!m_isClosing || !m_saver.isSaved())
        return;
    Q_EMIT closed();
    deleteLater();
}

} // namespace metaspo
