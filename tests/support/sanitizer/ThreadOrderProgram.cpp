// Shows that the thread sanitizer can be believed here. usage: thread-order-program KIND
// Each kind of race must be reported; `ordered`, which hands the same things over as Qt allows, must not be.
#include <QCoreApplication>
#include <QEventLoop>
#include <QFuture>
#include <QProcess>
#include <QPromise>
#include <QSemaphore>
#include <QThread>
#include <QThreadPool>
#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>

namespace {

/// Lives on a thread of its own; plain memory, no lock.
class Counter : public QObject
{
    Q_OBJECT
public:
    void add(const QStringList& words)
    {
        total += words.size();
        last = words.last();
        Q_EMIT added(last);
    }

    qsizetype total = 0;
    QString last;

Q_SIGNALS:
    void added(const QString& word);
};

/// Written here, read on the other thread.
struct Order
{
    QStringList words;
};

void raceOfPlainThreads()
{
    int number = 0;
    std::thread other([&] { ++number; });
    ++number;
    other.join();
}

/// The write comes after the hand-over, so nothing orders it: waiting for a flag that is only relaxed does not.
void raceAfterInvoking(Counter& counter)
{
    Order order{{QStringLiteral("one")}};
    std::atomic<bool> written{false};
    QMetaObject::invokeMethod(
        &counter,
        [&] {
            while (!written.load(std::memory_order_relaxed))
                QThread::yieldCurrentThread();
            counter.add(order.words);
        },
        Qt::QueuedConnection);
    order.words << QStringLiteral("two");
    written.store(true, std::memory_order_relaxed);
    QMetaObject::invokeMethod(&counter, [] {}, Qt::BlockingQueuedConnection);
}

/// The slot runs on the other thread, while the object is used here.
void raceOfASlot(Counter& counter, QObject& sender)
{
    QObject::connect(&sender, &QObject::objectNameChanged, &counter,
                     [&counter](const QString& name) { counter.add({name}); });
    sender.setObjectName(QStringLiteral("name"));
    counter.total = 0;
}

/// Only the result is ordered by a future.
void raceBesideAFuture()
{
    QPromise<int> promise;
    promise.start();
    auto beside = std::make_shared<int>(0);
    const QFuture<int> future = promise.future();
    const std::unique_ptr<QThread> thread(QThread::create([&promise, beside] {
        promise.addResult(1);
        promise.finish();
        *beside = 1;
    }));
    thread->start();
    (void)future.result();
    *beside = 2;
    thread->wait();
}

void orderedCalls(Counter& counter)
{
    auto order = std::make_unique<Order>(Order{{QStringLiteral("one"), QStringLiteral("two")}});
    QMetaObject::invokeMethod(
        &counter,
        [&counter, order = order.release()] {
            counter.add(order->words);
            delete order;
        },
        Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        &counter, [&counter] { counter.add({QStringLiteral("three")}); }, Qt::BlockingQueuedConnection);
    if (counter.total != 3 || counter.last != QStringLiteral("three"))
        std::puts("The calls did not arrive.");
}

/// There and back: a signal to this thread wakes it.
void orderedSignals(Counter& counter)
{
    QEventLoop loop;
    QString heard;
    QObject::connect(&counter, &Counter::added, &loop, [&](const QString& word) {
        heard = word;
        loop.quit();
    });
    QMetaObject::invokeMethod(
        &counter, [&counter] { counter.add({QStringLiteral("four")}); }, Qt::QueuedConnection);
    loop.exec();
    QMetaObject::invokeMethod(&counter, [] {}, Qt::BlockingQueuedConnection);
    if (heard != counter.last)
        std::puts("The signal did not arrive.");
}

void orderedFutures()
{
    for (int i = 0; i < 50; ++i) {
        auto promise = std::make_shared<QPromise<QStringList>>();
        promise->start();
        auto length = std::make_unique<qsizetype>(i);
        const std::unique_ptr<QThread> thread(QThread::create([promise] {
            promise->addResult(QStringList(3, QStringLiteral("word")));
            promise->finish();
        }));
        QFuture<qsizetype> future = promise->future().then(
            [length = length.get()](const QStringList& words) { return *length += words.size(); });
        promise.reset();
        thread->start();
        future.waitForFinished();
        if (future.result() != *length)
            std::puts("The future was not fulfilled.");
        thread->wait();
    }
}

void orderedPool()
{
    QThreadPool pool;
    QSemaphore half;
    QList<int> first(10);
    QList<int> second(10);
    pool.start([&] {
        first.fill(1);
        half.release();
        second.fill(2);
    });
    half.acquire();
    first.fill(3);
    pool.waitForDone();
    second.fill(4);
}

/// Starting a program must not end what is seen of this thread.
void orderedAfterAProcess(Counter& counter)
{
    QProcess process;
    process.start(QStringLiteral("true"));
    if (!process.waitForFinished() || process.exitCode() != 0)
        std::puts("The program did not run.");
    orderedCalls(counter);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QString kind = application.arguments().value(1);
    QThread thread;
    thread.start();
    auto* counter = new Counter;
    counter->moveToThread(&thread);
    QObject sender;
    if (kind == QStringLiteral("plain")) {
        raceOfPlainThreads();
    } else if (kind == QStringLiteral("invoked")) {
        raceAfterInvoking(*counter);
    } else if (kind == QStringLiteral("slot")) {
        raceOfASlot(*counter, sender);
    } else if (kind == QStringLiteral("future")) {
        raceBesideAFuture();
    } else if (kind == QStringLiteral("ordered")) {
        orderedCalls(*counter);
        orderedSignals(*counter);
        orderedFutures();
        orderedPool();
        counter->total = 0;
        orderedAfterAProcess(*counter);
    }
    QMetaObject::invokeMethod(counter, [] {}, Qt::BlockingQueuedConnection); // what was handed over is done
    counter->deleteLater();
    thread.quit();
    thread.wait();
    return 0;
}

#include "ThreadOrderProgram.moc"
