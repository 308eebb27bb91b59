#pragma once

#include "ui/charts/ChartPicture.h"
#include "ui/kit/Notice.h"
#include "ui/kit/TableSource.h"

#include <QWidget>

class QAbstractItemModel;
class QBoxLayout;
class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;
class QChart;
class QChartView;
class QLegendMarker;

namespace metaspo {

class TableActions;

/// What every chart has around it: a hint, its controls, the same numbers as a table (the way of the keyboard and of
/// screen readers), a sentence that describes it, the theme's colours, and pictures of it as files. Object names begin
/// with `name`: nameChart, nameChartView, nameTable, nameAsTable, namePicture.
class ChartPanel : public QWidget
{
    Q_OBJECT

public:
    /// Written off the main thread; what became of it is told as a notice.
    void saveTo(const QString& path, PictureFormat format);
    /// Puts it above the chart, in the order added.
    void addControl(QWidget* control);

Q_SIGNALS:
    void noticeRaised(const metaspo::Notice& notice);

protected:
    ChartPanel(const QString& name, const QString& title, QAbstractItemModel* numbers, QWidget* parent);

    /// Fills an empty chart. Called for the screen and for pictures.
    virtual void fill(QChart& chart, const QPalette& palette) = 0;
    /// The numbers as files have them; rows of the model.
    virtual TableSource numbers(const std::optional<QList<int>>& rows) const = 0;
    virtual QSize pictureSize() const { return {960, 540}; }

    void showHint(const QString& text);
    void describe(const QString& sentence);
    void redraw();
    void showToolTip(const QString& text) const; ///< at the pointer; empty: none
    QTableView* table() const { return m_table; }
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeBar(const QString& name);
    void makePictureMenu(const QString& name);
    void askForPicture(PictureFormat format);

    QString m_title;
    QString m_description;
    QChart* m_chart;
    QChartView* m_view;
    QTableView* m_table;
    QStackedWidget* m_stack;
    QLabel* m_hint;
    QToolButton* m_asTable;
    QToolButton* m_picture;
    TableActions* m_actions;
    QBoxLayout* m_controls = nullptr;
};

} // namespace metaspo
