"""Write a Vietnamese commune's administrative-reform report from the Excel workbooks it already keeps."""

__version__ = "0.1.0"
