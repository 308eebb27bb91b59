#include "ui/tasks/document/TaskSaver.h"

#include "ui/kit/Background.h"

#include <chrono>

namespace metaspo {

namespace {

using Kind = TaskOperation::Kind;

constexpr std::chrono::milliseconds pauseBeforeSaving(1000);
constexpr std::chrono::seconds longestWait(5); ///< where somebody types without a pause
constexpr std::chrono::seconds waitAfterTrouble(10);

template <typename T>
void prepare(QTimer& timer, std::chrono::milliseconds interval, QObject* receiver, T slot)
{
    timer.setSingleShot(true);
    timer.setInterval(interval);
    QObject::connect(&timer, &QTimer::timeout, receiver, slot);
}

} // namespace

TaskSaver::TaskSaver(TaskDocument& document, std::shared_ptr<Project> project, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_project(std::move(project))
{
    prepare(m_pause, pauseBeforeSaving, this, [this] { saveNow(); });
    prepare(m_patience, longestWait, this, [this] { saveNow(); });
    prepare(m_again, waitAfterTrouble, this, [this] { saveNow(); });
    connect(&m_document, &TaskDocument::operationDone, this, &TaskSaver::enqueue);
    connect(&m_document, &TaskDocument::contentRead, this, [this](TaskKey key) { m_moved.remove(key); });
}

TaskSaver::~TaskSaver()
{
    handOver();
}

bool TaskSaver::hasPending(TaskKey key) const
{
    return std::any_of(m_queue.begin(), m_queue.end(), [key](const Job& job) { return job.key == key; });
}

void TaskSaver::enqueue(const TaskOperation& operation)
{
    Job job{operation.kind, operation.key, operation.task, {}, false, false};
    job.isNew = job.kind == Kind::Put && m_document.storedId(job.key) == 0 && !hasPending(job.key);
    if (operation.kind == Kind::Edit)
        job.pieces.append({operation.edit, operation.direction});
    if (m_queue.size() <= m_inFlight || !merge(m_queue.back(), job))
        m_queue.push_back(job);
    m_pause.start();
    if (!m_patience.isActive())
        m_patience.start();
    if (m_state == State::Saved)
        setState(State::Saving);
}

/// True: what comes next is part of the job now.
bool TaskSaver::merge(Job& job, const Job& next)
{
    if (next.kind == Kind::Remove && job.key == next.key)
        job.keepsName = true;
    const bool takesEdits = job.kind == Kind::Edit || job.isNew;
    if (next.kind != Kind::Edit || job.key != next.key || !takesEdits)
        return false;
    job.pieces += next.pieces;
    return true;
}

void TaskSaver::saveNow()
{
    m_pause.stop();
    m_patience.stop();
    m_again.stop();
    m_due = m_queue.size();
    next();
}

void TaskSaver::next()
{
    if (m_inFlight > 0 || m_due == 0 || m_queue.empty())
        return;
    setState(State::Saving);
    const Job& job = m_queue.front();
    const qint64 id = m_document.storedId(job.key);
    m_inFlight = 1;
    m_isIssued = true;
    switch (job.kind) {
    case Kind::Put: return job.isNew ? putNew() : restore(id, job.task.name);
    case Kind::Edit: return change(id);
    case Kind::Remove: return remove(id);
    }
}

// Tasks that came together are stored together, all or none.
void TaskSaver::putNew()
{
    QList<Job> jobs;
    for (const Job& job : m_queue) {
        if (!job.isNew)
            break;
        jobs.append(job);
    }
    m_inFlight = static_cast<std::size_t>(jobs.size());
    m_isIssued = false;
    inBackground(
        this,
        [jobs] {
            QList<Task> tasks;
            for (const Job& job : jobs)
                tasks.append(taskOf(job));
            return tasks;
        },
        [this, jobs](const QList<Task>& tasks) {
            m_isIssued = true;
            m_imported = std::make_shared<QList<qint64>>();
            whenDone(m_project->import(tasks, m_imported), this, [this, jobs](const Result<QList<qint64>>& ids) {
                if (!ids)
                    return fail(ids.error());
                for (qsizetype i = 0; i < jobs.size(); ++i)
                    m_document.setStoredId(jobs[i].key, ids->value(i));
                done(static_cast<std::size_t>(jobs.size()));
            });
        });
}

void TaskSaver::restore(qint64 id, const QString& name)
{
    whenDone(m_project->restoreTask(id, name), this, [this](const Result<TaskRestored>& restored) {
        if (!restored && restored.error().kind != ErrorKind::NotFound) // that: another program took it back
            return fail(restored.error());
        if (restored) {
            Q_EMIT cameBack(m_queue.front().key);
            takeRestored(*restored);
        }
        done(1);
    });
}

void TaskSaver::takeRestored(const TaskRestored& restored)
{
    const TaskKey key = m_queue.front().key;
    m_document.setStoredId(key, restored.id);
    m_names.insert(key, restored.name);
}

void TaskSaver::change(qint64 id)
{
    m_isIssued = false;
    inBackground(this, changeOf(m_queue.front()), [this, id](const TaskChange& change) {
        m_isIssued = true;
        whenDone(m_project->changeTask(change), this, [this, id](const Result<TaskChanged>& stored) {
            if (!stored && stored.error().kind == ErrorKind::NotFound)
                return restoreFirst(id);
            if (!stored)
                return fail(stored.error());
            takeChanged(m_queue.front().key, *stored);
            done(1);
        });
    });
}

void TaskSaver::takeChanged(TaskKey key, const TaskChanged& stored)
{
    m_document.setStoredId(key, stored.id);
    if (!stored.moved.isEmpty())
        m_moved[key].insert(stored.moved);
    if (m_names.contains(key))
        m_names.insert(key, stored.name);
    Q_EMIT changed(key, stored);
}

// Another program removed what is being edited here: no work is lost, so it comes back.
void TaskSaver::restoreFirst(qint64 id)
{
    whenDone(m_project->restoreTask(id), this, [this](const Result<TaskRestored>& restored) {
        if (!restored)
            return fail(restored.error());
        takeRestored(*restored);
        m_inFlight = 0;
        next();
    });
}

void TaskSaver::remove(qint64 id)
{
    if (id == 0)
        return done(1); // never got into the file
    whenDone(m_project->removeTask(id), this, [this](const Result<void>& removed) {
        if (!removed && removed.error().kind != ErrorKind::NotFound)
            return fail(removed.error());
        done(1);
    });
}

void TaskSaver::done(std::size_t jobs)
{
    m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(jobs));
    m_due -= std::min(m_due, jobs);
    m_inFlight = 0;
    m_trouble = {};
    if (!m_queue.empty())
        return next();
    tellNames();
    setState(State::Saved);
    Q_EMIT saved();
}

void TaskSaver::tellNames()
{
    const QHash<TaskKey, QString> names = std::exchange(m_names, {});
    for (auto name = names.begin(); name != names.end(); ++name)
        if (const TaskEntry* entry = m_document.entry(name.key()); entry && entry->task.name != *name)
            Q_EMIT cameBackAs(name.key(), *name);
}

void TaskSaver::fail(const Error& error)
{
    m_inFlight = 0;
    m_due = 0;
    gather();
    const bool isNews = error != m_trouble;
    m_trouble = error;
    setState(State::Failed);
    m_again.start();
    if (isNews)
        Q_EMIT failed(error);
}

// What a person does about the trouble (another name, say) must not stand behind it in the queue.
void TaskSaver::gather()
{
    std::deque<Job> gathered;
    for (Job& job : m_queue) {
        const auto before = std::find_if(gathered.rbegin(), gathered.rend(),
                                         [&job](const Job& earlier) { return earlier.key == job.key; });
        if (before != gathered.rend() && merge(*before, job))
            continue;
        if (job.kind == Kind::Remove && before != gathered.rend() && before->isNew) {
            gathered.erase(std::next(before).base());
            continue;
        }
        job.isNew = job.kind == Kind::Put && before == gathered.rend() && m_document.storedId(job.key) == 0;
        gathered.push_back(std::move(job));
    }
    m_queue = std::move(gathered);
}

// The program ends: the project writes what it has been given before it closes.
void TaskSaver::handOver()
{
    // An edit is given once more: in the file already it changes nothing, but it may be refused yet.
    if (m_isIssued && m_inFlight > 0 && m_queue.front().kind != Kind::Edit) {
        handOverImported();
        m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(m_inFlight));
    }
    gather();
    for (const Job& job : m_queue) {
        const qint64 id = m_document.storedId(job.key);
        if (job.isNew)
            m_project->import({taskOf(job)});
        else if (job.kind == Kind::Put)
            m_project->restoreTask(id, job.task.name);
        else if (job.kind == Kind::Edit && id != 0)
            changeUnattended(job);
        else if (id != 0)
            m_project->removeTask(id);
    }
}

/// What was done to tasks whose ids are not known yet, because they are just being stored.
void TaskSaver::handOverImported()
{
    std::map<qsizetype, std::optional<TaskEdit>> edits;
    QSet<TaskKey> keys;
    for (std::size_t place = 0; place < m_inFlight; ++place) {
        if (!m_queue[place].isNew)
            return;
        Job all = m_queue[place];
        all.pieces.clear();
        keys.insert(all.key);
        for (std::size_t later = m_inFlight; later < m_queue.size(); ++later)
            if (m_queue[later].key == all.key)
                all.pieces += m_queue[later].pieces;
        if (!m_document.entry(all.key))
            edits[static_cast<qsizetype>(place)] = std::nullopt;
        else if (!all.pieces.isEmpty())
            edits[static_cast<qsizetype>(place)] = changeOf(all)().edit;
    }
    m_queue.erase(std::remove_if(m_queue.begin() + static_cast<std::ptrdiff_t>(m_inFlight), m_queue.end(),
                                 [&keys](const Job& job) { return keys.contains(job.key); }),
                  m_queue.end());
    if (!edits.empty())
        m_project->changeImported(m_imported, edits);
}

void TaskSaver::changeUnattended(const Job& job)
{
    TaskChange change = changeOf(job)();
    change.isUnattended = true;
    m_project->changeTask(change);
}

/// Long work for many pieces; may be done on any thread.
std::function<TaskChange()> TaskSaver::changeOf(const Job& job) const
{
    return [id = m_document.storedId(job.key), pieces = job.pieces, keepsName = job.keepsName,
            moved = m_moved.value(job.key), name = m_names.value(job.key)] {
        TaskChange change;
        change.task = id;
        for (const auto& [edit, direction] : pieces)
            change.edit = joined(change.edit, direction == EditDirection::Forward ? edit : reversed(edit));
        if (auto& head = change.edit.head; head && keepsName)
            head->after.name = head->before.name;
        else if (head && !name.isEmpty() && head->after.name != head->before.name)
            head->before.name = name;
        if (!moved.isEmpty())
            for (ExampleEdit& one : change.edit.examples)
                for (std::optional<Example>* side : {&one.before, &one.after})
                    if (*side)
                        (*side)->index = moved.value((*side)->index, (*side)->index);
        return change;
    };
}

Task TaskSaver::taskOf(const Job& job)
{
    Task task = job.task;
    for (const auto& [edit, direction] : job.pieces)
        apply(task, edit, direction);
    return task;
}

void TaskSaver::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged();
}

} // namespace metaspo
