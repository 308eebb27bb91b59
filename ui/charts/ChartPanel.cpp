#include "ui/charts/ChartPanel.h"

#include "ui/charts/ChartLook.h"
#include "ui/kit/Background.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/TableActions.h"

#include <QDesktopServices>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QToolTip>
#include <QUrl>
#include <QtCharts/QChartView>

namespace metaspo {

ChartPanel::ChartPanel(const QString& name, const QString& title, QAbstractItemModel* numbers, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
    , m_chart(new QChart)
    , m_view(new QChartView(m_chart, this))
    , m_table(new QTableView(this))
    , m_stack(new QStackedWidget(this))
    , m_hint(hint({}, this))
    , m_asTable(new QToolButton(this))
    , m_picture(new QToolButton(this))
{
    setObjectName(name + QStringLiteral("Chart"));
    nameWidget(m_view, name + QStringLiteral("ChartView"), tr("Chart: %1").arg(title));
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMinimumSize(320, 180);
    m_view->setFocusPolicy(Qt::NoFocus); // the table is the keyboard's way
    nameWidget(m_table, name + QStringLiteral("Table"), tr("Table: %1").arg(title));
    prepareTable(m_table);
    m_table->setModel(numbers);
    m_actions = new TableActions(
        m_table, [this](const auto& rows, TableActions::Readers) { return this->numbers(rows); }, this);
    connect(m_actions, &TableActions::noticeRaised, this, &ChartPanel::noticeRaised);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(makeBar(name));
    rows->addWidget(m_hint); // in a line of its own: beside the controls it would be a narrow column
    rows->addWidget(m_stack, 1);
}

QWidget* ChartPanel::makeBar(const QString& name)
{
    auto* bar = new QWidget(this);
    nameWidget(m_asTable, name + QStringLiteral("AsTable"), tr("Show as table: %1").arg(m_title));
    m_asTable->setText(tr("Show as table"));
    m_asTable->setCheckable(true);
    m_asTable->setFocusPolicy(Qt::StrongFocus);
    connect(m_asTable, &QToolButton::toggled, this, [this](bool isTable) {
        m_stack->setCurrentWidget(isTable ? static_cast<QWidget*>(m_table) : m_view);
        m_actions->setVisible(isTable);
        m_picture->setVisible(!isTable);
    });
    m_actions->hide();
    makePictureMenu(name);
    m_controls = new QHBoxLayout(bar);
    m_controls->setContentsMargins(0, 0, 0, 0);
    m_controls->addStretch(1);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_asTable), static_cast<QWidget*>(m_actions), static_cast<QWidget*>(m_picture)})
        m_controls->addWidget(widget);
    return bar;
}

void ChartPanel::makePictureMenu(const QString& name)
{
    nameWidget(m_picture, name + QStringLiteral("Picture"), tr("Save as a picture: %1").arg(m_title));
    m_picture->setIcon(icon(QStringLiteral("export")));
    m_picture->setToolTip(tr("Save the chart as a picture"));
    m_picture->setAutoRaise(true);
    m_picture->setPopupMode(QToolButton::InstantPopup);
    m_picture->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(m_picture);
    const auto add = [&](const QString& text, PictureFormat format) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QStringLiteral("picture-") + fileSuffix(format));
        connect(action, &QAction::triggered, this, [this, format] { askForPicture(format); });
    };
    add(tr("Save as &PNG…"), PictureFormat::Png);
    add(tr("Save as &SVG…"), PictureFormat::Svg);
    add(tr("Save as P&DF…"), PictureFormat::Pdf);
    m_picture->setMenu(menu);
}

// Before the buttons that all charts have.
void ChartPanel::addControl(QWidget* control)
{
    m_controls->insertWidget(m_controls->indexOf(m_asTable) - 1, control);
}

void ChartPanel::showHint(const QString& text)
{
    m_hint->setText(text);
}

void ChartPanel::describe(const QString& sentence)
{
    m_description = sentence;
    m_view->setAccessibleDescription(sentence);
}

void ChartPanel::redraw()
{
    clearChart(m_chart);
    fill(*m_chart, palette());
    m_view->setBackgroundBrush(palette().base());
}

void ChartPanel::showToolTip(const QString& text) const
{
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(QCursor::pos(), displayToolTip(text), m_view);
}

void ChartPanel::askForPicture(PictureFormat format)
{
    auto* dialog = new QFileDialog(this, tr("Save as a picture: %1").arg(m_title));
    dialog->setObjectName(QStringLiteral("pictureDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString suffix = fileSuffix(format);
    dialog->setNameFilter(QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix));
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(objectName());
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString& path) { saveTo(path, format); });
    dialog->open();
}

void ChartPanel::saveTo(const QString& path, PictureFormat format)
{
    const ChartPicture picture = ChartPicture::paint(
        [this](QChart& chart, const QPalette& colours) { fill(chart, colours); }, format, pictureSize(), m_description);
    inBackground(
        this, [picture, path] { return picture.save(path); },
        [this, path](const Result<void>& saved) {
            if (!saved)
                return Q_EMIT noticeRaised(Notice::error(saved.error()));
            Notice notice = Notice::success(tr("The picture was saved."));
            notice.why = path;
            Q_EMIT noticeRaised(notice.offering(tr("Open the folder"), [path] {
                QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
            }));
        });
}

void ChartPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        redraw();
}

} // namespace metaspo
