// What Qt does between threads, told to the thread sanitizer; linked into every program of a tsan build.
//
// The distribution's Qt is built without the sanitizer and locks with futexes, so the sanitizer sees neither the
// mutex of an event queue nor that of a future, and takes everything that is handed over through them for a race.
// Silencing those reports would also silence races of our own, because both look the same. Instead the functions of
// Qt below are defined here once more, in front of those of the library: each says which order Qt guarantees
// (release before, acquire after, on an address that belongs to this one hand-over), then calls the library's.
// Nothing is said that Qt does not guarantee. The test RacesAreFound proves that races are still found.

#include <QCoreApplication>
#include <QEvent>
#include <QFutureInterface>
#include <QObject>
#include <QRunnable>
#include <QSemaphore>
#include <QThread>
#include <QThreadPool>
#include <array>
#include <cerrno>
#include <cstdarg>
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

static_assert(QT_VERSION_MAJOR == 6 && QT_VERSION_MINOR >= 4 && QT_VERSION_MINOR < 7,
              "The functions below have these signatures in Qt 6.4 to 6.6. Compare them with the headers.");

namespace {

void release(const void* address)
{
    __tsan_release(const_cast<void*>(address));
}

void acquire(const void* address)
{
    __tsan_acquire(const_cast<void*>(address));
}

/// Stands for an object that may be deleted while somebody asks for its order: the sanitizer does not survive that.
/// Objects may share a place; then an order too many is believed, hardly ever.
const void* placeOf(const void* object)
{
    static std::array<quint64, 4096> places{};
    return &places.at((reinterpret_cast<quintptr>(object) >> 4) % places.size());
}

/// The function of the library that one of ours stands in front of.
template <typename Function> Function* real(const char* symbol)
{
    void* found = dlsym(RTLD_NEXT, symbol);
    if (!found)
        qFatal("Qt has no %s: tests/support/sanitizer/QtHappensBefore.cpp was written for another version.", symbol);
    return reinterpret_cast<Function*>(found);
}

/// Stands for a slot or an invoked function: what happened before `source` was released happens before its call,
/// and its call happens before its destruction.
class OrderedSlot : public QtPrivate::QSlotObjectBase
{
public:
    /// `source` null: this object itself.
    OrderedSlot(QtPrivate::QSlotObjectBase* inner, const void* source)
        : QSlotObjectBase(&OrderedSlot::perform)
        , m_inner(inner)
        , m_source(source ? source : this)
    {
        release(this);
    }

private:
    static void perform(int which, QSlotObjectBase* self, QObject* receiver, void** arguments, bool* equal)
    {
        auto* slot = static_cast<OrderedSlot*>(self);
        if (which == Call) {
            acquire(slot->m_source);
            slot->m_inner->call(receiver, arguments);
            release(slot);
        } else if (which == Compare) {
            *equal = slot->m_inner->compare(arguments);
        } else if (which == Destroy) {
            acquire(slot);
            slot->m_inner->destroyIfLastRef();
            delete slot;
        }
    }

    QtPrivate::QSlotObjectBase* m_inner;
    const void* m_source;
};

class OrderedRunnable : public QRunnable
{
public:
    OrderedRunnable(QRunnable* inner, QThreadPool* pool)
        : m_inner(inner)
        , m_pool(pool)
    {
        release(this);
    }

    ~OrderedRunnable() override // without a run where the pool was cleared
    {
        acquire(this);
        if (m_inner && m_inner->autoDelete())
            delete m_inner;
    }

    void run() override
    {
        acquire(this);
        QRunnable* inner = std::exchange(m_inner, nullptr);
        const bool mine = inner->autoDelete(); // asked first: a runnable may delete itself
        inner->run();
        if (mine)
            delete inner;
        release(m_pool);
    }

private:
    QRunnable* m_inner;
    QThreadPool* m_pool;
};

/// Qt tells of every event before it is delivered.
bool eventIsDelivered(void** data)
{
    const auto* event = static_cast<QEvent*>(data[1]);
    acquire(event);
    if (event->type() == QEvent::DeferredDelete)
        acquire(data[0]);
    return false; // goes on with the delivery
}

[[maybe_unused]] const bool listening =
    QInternal::registerCallback(QInternal::EventNotifyCallback, &eventIsDelivered);

} // namespace

bool QMetaObject::invokeMethodImpl(QObject* object, QtPrivate::QSlotObjectBase* slot, Qt::ConnectionType type,
                                   void* result)
{
    static auto* const call = real<bool(QObject*, QtPrivate::QSlotObjectBase*, Qt::ConnectionType, void*)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    auto* ordered = new OrderedSlot(slot, nullptr);
    ordered->ref();
    const bool done = call(object, ordered, type, result);
    if (type == Qt::BlockingQueuedConnection)
        acquire(ordered);
    ordered->destroyIfLastRef();
    return done;
}

QMetaObject::Connection QObject::connectImpl(const QObject* sender, void** signal, const QObject* receiver,
                                             void** slotPointer, QtPrivate::QSlotObjectBase* slot,
                                             Qt::ConnectionType type, const int* types,
                                             const QMetaObject* senderMetaObject)
{
    static auto* const call =
        real<QMetaObject::Connection(const QObject*, void**, const QObject*, void**, QtPrivate::QSlotObjectBase*,
                                     Qt::ConnectionType, const int*, const QMetaObject*)>(
            "_ZN7QObject11connectImplEPKS_PPvS1_S3_PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKi"
            "PK11QMetaObject");
    release(placeOf(sender));
    return call(sender, signal, receiver, slotPointer, new OrderedSlot(slot, placeOf(sender)), type, types,
                senderMetaObject);
}

void QMetaObject::activate(QObject* sender, const QMetaObject* meta, int signal, void** arguments)
{
    static auto* const call = real<void(QObject*, const QMetaObject*, int, void**)>(
        "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    release(placeOf(sender)); // a queued slot may be called after the end of its sender
    call(sender, meta, signal, arguments);
}

void QCoreApplication::postEvent(QObject* receiver, QEvent* event, int priority)
{
    static auto* const call =
        real<void(QObject*, QEvent*, int)>("_ZN16QCoreApplication9postEventEP7QObjectP6QEventi");
    release(event);
    call(receiver, event, priority);
}

void QObject::deleteLater()
{
    static auto* const call = real<void(QObject*)>("_ZN7QObject11deleteLaterEv");
    release(this);
    call(this);
}

// The start of a thread is seen; its end is not when nobody had to wait for it.

void QThread::start(Priority priority)
{
    static auto* const call = real<void(QThread*, Priority)>("_ZN7QThread5startENS_8PriorityE");
    connect(
        this, &QThread::finished, this, [this] { release(this); }, Qt::DirectConnection);
    call(this, priority);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    static auto* const call = real<bool(QThread*, QDeadlineTimer)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool ended = call(this, deadline);
    if (ended)
        acquire(this);
    return ended;
}

bool QThread::isFinished() const
{
    static auto* const call = real<bool(const QThread*)>("_ZNK7QThread10isFinishedEv");
    const bool ended = call(this);
    if (ended)
        acquire(this);
    return ended;
}

void QThreadPool::start(QRunnable* runnable, int priority)
{
    static auto* const call = real<void(QThreadPool*, QRunnable*, int)>("_ZN11QThreadPool5startEP9QRunnablei");
    call(this, new OrderedRunnable(runnable, this), priority);
}

void QThreadPool::start(std::function<void()> function, int priority)
{
    start(QRunnable::create(std::move(function)), priority);
}

bool QThreadPool::waitForDone(int milliseconds)
{
    static auto* const call = real<bool(QThreadPool*, int)>("_ZN11QThreadPool11waitForDoneEi");
    const bool done = call(this, milliseconds);
    acquire(this);
    return done;
}

// Results are read and written under a QMutex whose inline half is seen; the states around it are not. The address
// is that of what all copies of a future share.

void QFutureInterfaceBase::reportFinished()
{
    static auto* const call = real<void(QFutureInterfaceBase*)>("_ZN20QFutureInterfaceBase14reportFinishedEv");
    release(d);
    call(this);
}

bool QFutureInterfaceBase::queryState(State state) const
{
    static auto* const call =
        real<bool(const QFutureInterfaceBase*, State)>("_ZNK20QFutureInterfaceBase10queryStateENS_5StateE");
    const bool is = call(this, state);
    if (is)
        acquire(d);
    return is;
}

bool QFutureInterfaceBase::isFinished() const
{
    return queryState(Finished);
}

void QFutureInterfaceBase::waitForFinished()
{
    static auto* const call = real<void(QFutureInterfaceBase*)>("_ZN20QFutureInterfaceBase15waitForFinishedEv");
    call(this);
    acquire(d);
}

void QFutureInterfaceBase::setContinuation(std::function<void(const QFutureInterfaceBase&)> function,
                                           QFutureInterfaceBasePrivate* next)
{
    static auto* const call = real<void(QFutureInterfaceBase*, std::function<void(const QFutureInterfaceBase&)>,
                                        QFutureInterfaceBasePrivate*)>(
        "_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EEP27QFutureInterfaceBasePrivate");
    release(d);
    call(this, std::move(function), next);
}

void QFutureInterfaceBase::setContinuation(std::function<void(const QFutureInterfaceBase&)> function)
{
    setContinuation(std::move(function), nullptr);
}

void QFutureInterfaceBase::runContinuation() const
{
    static auto* const call =
        real<void(const QFutureInterfaceBase*)>("_ZNK20QFutureInterfaceBase15runContinuationEv");
    acquire(d);
    call(this);
}

bool QFutureInterfaceBase::derefT() const noexcept
{
    static auto* const call = real<bool(const QFutureInterfaceBase*)>("_ZNK20QFutureInterfaceBase6derefTEv");
    release(d);
    const bool others = call(this);
    if (!others)
        acquire(d);
    return others;
}

void QSemaphore::acquire(int count)
{
    static auto* const call = real<void(QSemaphore*, int)>("_ZN10QSemaphore7acquireEi");
    call(this, count);
    ::acquire(this);
}

bool QSemaphore::tryAcquire(int count)
{
    static auto* const call = real<bool(QSemaphore*, int)>("_ZN10QSemaphore10tryAcquireEi");
    const bool done = call(this, count);
    if (done)
        ::acquire(this);
    return done;
}

bool QSemaphore::tryAcquire(int count, int milliseconds)
{
    static auto* const call = real<bool(QSemaphore*, int, int)>("_ZN10QSemaphore10tryAcquireEii");
    const bool done = call(this, count, milliseconds);
    if (done)
        ::acquire(this);
    return done;
}

void QSemaphore::release(int count)
{
    static auto* const call = real<void(QSemaphore*, int)>("_ZN10QSemaphore7releaseEi");
    ::release(this);
    call(this, count);
}

/// QProcess starts programs with a child that shares the memory of its parent until it becomes the program. What the
/// sanitizer notes of the calling thread then stays as the child left it: a call of libc never returned from, which
/// is ignored with all that it calls. From then on that thread's order is no longer seen. So the child is a copy here.
extern "C" int clone(int (*function)(void*), void* stack, int flags, void* argument, ...)
{
    std::va_list rest;
    va_start(rest, argument);
    auto* const descriptor = va_arg(rest, pid_t*);
    va_end(rest);
    if ((flags & ~CSIGNAL) != (CLONE_VM | CLONE_VFORK | CLONE_PIDFD)) {
        static auto* const call = real<int(int (*)(void*), void*, int, void*, ...)>("clone");
        return call(function, stack, flags, argument, descriptor);
    }
    const pid_t child = fork();
    if (child == 0)
        _exit(function(argument));
    if (child > 0)
        *descriptor = static_cast<pid_t>(syscall(SYS_pidfd_open, child, 0));
    return child;
}
